package plumbline.analysis.results;

import plumbline.analysis.results.Results.Withheld;

/** What of an experiment's numbers may be shown at a moment. */
sealed interface Stage {
  /** Whether enrolment is over, and every window. */
  boolean ended();

  /** None. */
  record Closed(Withheld why) implements Stage {
    @Override
    public boolean ended() {
      return false;
    }
  }

  /** All that are made of matured units, at any time. */
  record AnyTime() implements Stage {
    @Override
    public boolean ended() {
      return false;
    }
  }

  /** All: the end has come. */
  record End() implements Stage {
    @Override
    public boolean ended() {
      return true;
    }
  }

  /**
   * All that are made of matured units, as a look is due.
   *
   * @param number of the look, from 1
   * @param fraction of the planned information that is there; 1 where none is planned
   * @param last whether no look is planned after it
   * @param counts false where something is in the way of a verdict: then it spends nothing
   */
  record AtLook(int number, double fraction, boolean last, boolean ended, boolean counts)
      implements Stage {}

  /** What the last look showed, and nothing that came since. */
  record Between(Looks.Taken look) implements Stage {
    @Override
    public boolean ended() {
      return false;
    }
  }

  /** All that there is, before its time: somebody peeks. */
  record Peeked() implements Stage {
    @Override
    public boolean ended() {
      return true;
    }
  }
}
