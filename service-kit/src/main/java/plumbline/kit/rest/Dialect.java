package plumbline.kit.rest;

import com.google.gson.JsonObject;
import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;
import java.util.function.Function;
import plumbline.kit.identity.Principal;

/**
 * Bodies that are not quite protobuf's JSON.
 *
 * @param read reads a body into what is to be done for whoever sent it
 * @param describe changes the schemas, by message name, to what is taken
 */
public record Dialect(
    Function<String, Function<Principal, Uni<? extends Message>>> read,
    Consumer<JsonObject> describe) {}
