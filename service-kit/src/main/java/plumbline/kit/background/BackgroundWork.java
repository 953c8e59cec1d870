package plumbline.kit.background;

/** Something that goes on for as long as the service lives. */
public interface BackgroundWork {
  /** Sets it going; called once, when the schema is right and the start checks hold. */
  void start();
}
