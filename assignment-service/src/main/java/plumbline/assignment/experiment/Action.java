package plumbline.assignment.experiment;

/** What a person or service can do to an experiment. */
enum Action {
  CREATE("created"),
  UPDATE("changed"),
  IMPORT("imported"),
  SUBMIT("submitted"),
  APPROVE("approved"),
  REJECT("rejected"),
  START("started"),
  STOP("stopped"),
  HALT("halted");

  private final String participle;

  Action(String participle) {
    this.participle = participle;
  }

  /** As in "it can be …". */
  String participle() {
    return participle;
  }
}
