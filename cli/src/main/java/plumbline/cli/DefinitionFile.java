package plumbline.cli;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.ApplyDefinitionResponse;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc.DefinitionServiceBlockingStub;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;
import plumbline.proto.assignment.v1.PlanDefinitionResponse;

/**
 * A file with an experiment in it.
 *
 * @param name as it was given, for people
 */
record DefinitionFile(String name, String yaml) {

  /**
   * Reads all files before anything is asked of a service.
   *
   * @throws PlumbException naming the first that cannot be read
   */
  static List<DefinitionFile> readAll(List<Path> files) {
    return files.stream().map(DefinitionFile::read).toList();
  }

  private static DefinitionFile read(Path file) {
    try {
      return new DefinitionFile(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new PlumbException(Plumb.USAGE, file + " must be UTF-8");
    } catch (IOException e) {
      throw new PlumbException(Plumb.USAGE, file + " cannot be read");
    }
  }

  PlanDefinitionResponse plan(Channel channel) {
    var request = PlanDefinitionRequest.newBuilder().setYaml(yaml).build();
    return ask(channel, stub -> stub.planDefinition(request));
  }

  /** Does what was planned, unless something has changed since. */
  ApplyDefinitionResponse apply(Channel channel, PlanDefinitionResponse plan) {
    var request =
        ApplyDefinitionRequest.newBuilder()
            .setYaml(yaml)
            .setExpectedVersion(plan.getVersion())
            .build();
    return ask(channel, stub -> stub.applyDefinition(request));
  }

  /** What a plan says, line by line. */
  List<String> show(PlanDefinitionResponse plan) {
    var lines = new ArrayList<String>();
    lines.add(DefinitionText.headline(name, plan.getAction(), plan.getKey(), plan.getVersion()));
    lines.addAll(DefinitionText.changes(plan.getChangesList()));
    lines.addAll(DefinitionText.reading(plan.getReading()));
    return lines;
  }

  private <T> T ask(Channel channel, Function<DefinitionServiceBlockingStub, T> call) {
    try {
      return call.apply(DefinitionServiceGrpc.newBlockingStub(channel));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        // Nothing of the file's.
        throw e;
      }
      throw Refusal.of(e, name);
    }
  }
}
