package plumbline.tracking.definitions;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import plumbline.proto.assignment.v1.Experiment;

/** Tells versions of an experiment that count differently from versions that count alike. */
final class PlanDigest {
  /** Grows when the same definition comes to be folded in another way: all is then folded anew. */
  private static final String FOLD = "6:";

  private PlanDigest() {}

  /**
   * SHA-256, in hexadecimal, of all that the fold's plan is made from but for its ends: the
   * definition, which is frozen before the start. Traffic, amendments and the decision's words are
   * not in it.
   */
  static String of(Experiment experiment) {
    var counted =
        experiment.toBuilder()
            .clearVersion()
            .clearState()
            .clearAuthor()
            .clearCreateTime()
            .clearPreRegistration()
            .clearTraffic()
            .clearTrafficSteps()
            .clearAmendments()
            .clearDecision()
            .clearStopTime()
            .clearHaltTime()
            .clearDecideTime()
            .build();
    return FOLD + sha256(deterministic(counted));
  }

  /** With maps in the order of their keys: a payload's text must not depend on the process. */
  private static byte[] deterministic(Experiment experiment) {
    var bytes = new ByteArrayOutputStream(experiment.getSerializedSize());
    try {
      var output = CodedOutputStream.newInstance(bytes);
      output.useDeterministicSerialization();
      experiment.writeTo(output);
      output.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
