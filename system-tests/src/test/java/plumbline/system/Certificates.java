package plumbline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority and certificates that it signs, made by the JDK's keytool, as files of the names
 * that cert-manager gives them: {@code tls.crt}, {@code tls.key}, {@code ca.crt}, {@code
 * truststore.p12}.
 */
final class Certificates {
  static final String PASSWORD = "plumbline";

  private final Path authority;

  private Certificates(Path authority) {
    this.authority = authority;
  }

  /** A new authority, kept in that folder. */
  static Certificates in(Path folder) {
    var made = new Certificates(folder);
    made.pair("ca", "ca", "-ext", "bc:critical=ca:true");
    var store = folder.resolve("ca.p12");
    keytool(store, "-exportcert", "-alias", "ca", "-rfc", "-file", folder + "/ca.crt");
    keytool(
        folder.resolve("truststore.p12"),
        "-importcert",
        "-noprompt",
        "-alias",
        "ca",
        "-file",
        folder + "/ca.crt");
    return made;
  }

  /** A folder with a certificate for a process on this machine, and all that it needs beside it. */
  Path issue(String name) {
    try {
      var folder = Files.createDirectory(authority.resolve(name));
      var request = folder.resolve("request").toString();
      pair(name, name + "/key");
      var keys = folder.resolve("key.p12");
      keytool(keys, "-certreq", "-alias", name, "-file", request);
      keytool(
          authority.resolve("ca.p12"),
          "-gencert",
          "-alias",
          "ca",
          "-rfc",
          "-infile",
          request,
          "-outfile",
          folder + "/tls.crt",
          "-ext",
          "san=dns:localhost,ip:127.0.0.1",
          "-ext",
          "eku=serverAuth,clientAuth");
      Files.writeString(folder.resolve("tls.key"), privateKey(keys, name));
      for (var shared : List.of("ca.crt", "truststore.p12")) {
        Files.copy(authority.resolve(shared), folder.resolve(shared));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pair(String name, String file, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
    arguments.addAll(List.of(more));
    keytool(authority.resolve(file + ".p12"), arguments.toArray(String[]::new));
  }

  private static String privateKey(Path store, String name) {
    try {
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
