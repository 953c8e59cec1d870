package plumbline.kit.rest;

import com.google.gson.JsonObject;
import com.google.protobuf.Message;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Bodies that are not quite protobuf's JSON.
 *
 * @param parse reads a body
 * @param describe changes the schemas, by message name, to what is taken
 */
public record Dialect(Function<String, ? extends Message> parse, Consumer<JsonObject> describe) {}
