package plumbline.kit.notification;

/** Something that can be told: one of a service's own, usually an enum's. */
public interface Topic {
  /** As configuration has it; a contract with those who configure, and with receivers. */
  String word();
}
