package plumbline.assignment.audit;

import com.google.protobuf.Message;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.SdkKey;

/** What kinds of things are changed. */
public enum AuditSubject {
  /** An experiment. */
  EXPERIMENT(Experiment.getDefaultInstance()),
  /** A metric of the catalogue. */
  METRIC(CatalogueMetric.getDefaultInstance()),
  /** A holdout. */
  HOLDOUT(Holdout.getDefaultInstance()),
  /** The decision log. */
  DECISION_LOG(DecisionLogEntry.getDefaultInstance()),
  /** A flag. */
  FLAG(Flag.getDefaultInstance()),
  /** An SDK key. */
  SDK_KEY(SdkKey.getDefaultInstance());

  private static final String PREFIX = "AUDIT_SUBJECT_";

  private final Message empty;

  AuditSubject(Message empty) {
    this.empty = empty;
  }

  /** What its changes hold before and after: nothing yet, of the contract's type. */
  Message empty() {
    return empty;
  }

  static AuditSubject of(plumbline.proto.assignment.v1.AuditSubject subject) {
    return valueOf(subject.name().substring(PREFIX.length()));
  }

  plumbline.proto.assignment.v1.AuditSubject toProto() {
    return plumbline.proto.assignment.v1.AuditSubject.valueOf(PREFIX + name());
  }
}
