package plumbline.assignment;

import static io.restassured.RestAssured.given;

import com.google.protobuf.Struct;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import plumbline.kit.json.ProtoJson;

/** Asks as the protocol's clients do. */
final class Ofrep {
  static final String FLAGS = "/ofrep/v1/evaluate/flags";

  private Ofrep() {}

  static RequestSpecification asking(String token) {
    return given()
        .urlEncodingEnabled(false)
        .header("authorization", "Bearer " + token)
        .contentType("application/json; charset=utf-8");
  }

  static Response one(String key, Struct context) {
    return asking(Tokens.client()).body(body(context)).post(FLAGS + "/" + key);
  }

  static Response all(Struct context) {
    return asking(Tokens.client()).body(body(context)).post(FLAGS);
  }

  static String body(Struct context) {
    return "{\"context\": " + ProtoJson.print(context) + "}";
  }
}
