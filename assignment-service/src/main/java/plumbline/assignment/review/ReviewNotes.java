package plumbline.assignment.review;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;

/** What was said, which is only ever added to. Written in the transactions of changes. */
public final class ReviewNotes {
  private static final int MAX_OF_A_KIND = 1_000;
  private static final int MAX_SHOWN = 500;
  private static final int MAX_SHOWN_BYTES = 2 << 20;

  // A rejection ends what was submitted, with its approvals.
  private static final String APPROVERS =
      "select distinct n.author from ReviewNoteEntity n"
          + " where n.key = ?1 and n.submission = ?2 and n.kind = 'APPROVAL'"
          + " and not exists (select 1 from ReviewNoteEntity r"
          + " where r.key = ?1 and r.submission = ?2 and r.kind = 'REJECTION')"
          + " order by n.author";
  private static final String COUNT =
      "select count(*) from ReviewNoteEntity n where n.key = ?1 and n.kind = ?2";
  private static final String OF_A_KIND =
      "from ReviewNoteEntity n where n.key = ?1 and n.kind in ?2 order by n.id";
  private static final String NEWEST =
      "from ReviewNoteEntity n where n.key = ?1 order by n.id desc";

  private ReviewNotes() {}

  /**
   * Adds a note.
   *
   * @throws Failure.Refused if there are 1,000 of its kind already
   */
  public static Uni<ReviewNote> add(Mutiny.Session session, Note note) {
    return session
        .createSelectionQuery(COUNT, Long.class)
        .setParameter(1, note.key.value())
        .setParameter(2, ReviewNoteEntity.name(note.kind))
        .getSingleResult()
        .invoke(count -> refuseMore(count, note.key))
        .chain(() -> persist(session, new ReviewNoteEntity(note)));
  }

  private static Uni<ReviewNote> persist(Mutiny.Session session, ReviewNoteEntity entity) {
    return session.persist(entity).map(_ -> entity.toProto());
  }

  private static void refuseMore(long count, ExperimentKey key) {
    if (count >= MAX_OF_A_KIND) {
      throw new Failure.Refused(
          "experiment '%s' has 1,000 notes of this kind, and takes no more".formatted(key));
    }
  }

  /**
   * Who approved a submission, by name; nobody, once it was rejected.
   *
   * @param submission when it was frozen; null: nothing is
   */
  public static Uni<List<String>> approvers(
      Mutiny.Session session, ExperimentKey key, @Nullable Instant submission) {
    return submission == null
        ? Uni.createFrom().item(List.of())
        : session
            .createSelectionQuery(APPROVERS, String.class)
            .setParameter(1, key.value())
            .setParameter(2, submission)
            .getResultList();
  }

  /** The last notes, oldest first: at most 500, and fewer where their texts are long. */
  public static Uni<List<ReviewNote>> last(Mutiny.Session session, ExperimentKey key) {
    return newest(session, key, MAX_SHOWN).map(ReviewNotes::thatFit);
  }

  /** The newest note; empty: nobody said anything yet. */
  public static Uni<Optional<ReviewNote>> newest(Mutiny.Session session, ExperimentKey key) {
    return newest(session, key, 1)
        .map(found -> found.stream().findFirst().map(ReviewNoteEntity::toProto));
  }

  /** All notes of some kinds, oldest first. */
  static Uni<List<ReviewNoteEntity>> ofKinds(
      Mutiny.Session session, ExperimentKey key, List<ReviewNoteKind> kinds) {
    return session
        .createSelectionQuery(OF_A_KIND, ReviewNoteEntity.class)
        .setParameter(1, key.value())
        .setParameter(2, kinds.stream().map(ReviewNoteEntity::name).toList())
        .getResultList();
  }

  private static Uni<List<ReviewNoteEntity>> newest(
      Mutiny.Session session, ExperimentKey key, int limit) {
    return session
        .createSelectionQuery(NEWEST, ReviewNoteEntity.class)
        .setParameter(1, key.value())
        .setMaxResults(limit)
        .getResultList();
  }

  private static List<ReviewNote> thatFit(List<ReviewNoteEntity> newestFirst) {
    var notes = new ArrayList<ReviewNote>();
    var bytes = 0L;
    for (var entity : newestFirst) {
      var note = entity.toProto();
      bytes += note.getSerializedSize();
      if (bytes > MAX_SHOWN_BYTES) {
        break;
      }
      notes.addFirst(note);
    }
    return List.copyOf(notes);
  }

  /**
   * Something that is said.
   *
   * @param version the experiment's, that it is said of
   * @param submission when that was frozen; null: it is not
   */
  public record Note(
      Instant time,
      ExperimentKey key,
      long version,
      @Nullable Instant submission,
      ReviewNoteKind kind,
      String author,
      String text) {

    /** Whether it is just what was said already, by the same person. */
    public boolean isSaidIn(ReviewNote other) {
      return other.getKind() == kind
          && other.getAuthor().equals(author)
          && other.getText().equals(text);
    }
  }
}
