package plumbline.assignment.review;

import com.google.protobuf.Timestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;

/** A note's row. */
@Entity
@Table(name = "review_notes")
class ReviewNoteEntity {
  private static final String KIND_PREFIX = "REVIEW_NOTE_KIND_";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "note_time")
  Instant time;

  @Column(name = "experiment_key")
  String key;

  long version;
  @Nullable Instant submission;
  String kind;
  String author;
  String text;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected ReviewNoteEntity() {}

  ReviewNoteEntity(ReviewNotes.Note note) {
    this.time = note.time();
    this.key = note.key().value();
    this.version = note.version();
    this.submission = note.submission();
    this.kind = name(note.kind());
    this.author = note.author();
    this.text = note.text();
  }

  ReviewNoteKind kind() {
    return ReviewNoteKind.valueOf(KIND_PREFIX + kind);
  }

  ReviewNote toProto() {
    return ReviewNote.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
        .setAuthor(author)
        .setKind(kind())
        .setText(text)
        .setVersion(version)
        .build();
  }

  /** As the column has it. */
  static String name(ReviewNoteKind kind) {
    return kind.name().substring(KIND_PREFIX.length());
  }
}
