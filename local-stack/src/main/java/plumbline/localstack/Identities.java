package plumbline.localstack;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/** The local stack's identity provider: a key pair in a directory, and tokens signed with it. */
public final class Identities {
  /** Who signs; the services trust it by {@code mp.jwt.verify.issuer}. */
  public static final String ISSUER = "plumbline-local";

  /** Whom its tokens are for; the services accept no others by {@code mp.jwt.verify.audiences}. */
  public static final String AUDIENCE = "plumbline";

  private final Path publicKeyFile;
  private final PrivateKey privateKey;

  private Identities(Path publicKeyFile, PrivateKey privateKey) {
    this.publicKeyFile = publicKeyFile;
    this.privateKey = privateKey;
  }

  /** The key pair that the directory holds, made where there is none. */
  public static Identities in(Path directory) {
    var publicKeyFile = directory.resolve("public-key.pem");
    var privateKeyFile = directory.resolve("private-key.pem");
    try {
      if (!Files.exists(publicKeyFile)) {
        generate(directory, publicKeyFile, privateKeyFile);
      }
      return new Identities(publicKeyFile, readPrivateKey(privateKeyFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key, PEM: {@code mp.jwt.verify.publickey.location}. */
  public Path publicKeyFile() {
    return publicKeyFile;
  }

  /** A token for a principal, valid from now. */
  public String token(String subject, Set<String> roles, Duration lifetime) {
    var now = Instant.now();
    return Jwt.issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(subject)
        .upn(subject)
        .groups(roles)
        .issuedAt(now)
        .expiresAt(now.plus(lifetime))
        .sign(privateKey);
  }

  private static void generate(Path directory, Path publicKeyFile, Path privateKeyFile)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(directory);
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var pair = generator.generateKeyPair();
    Files.writeString(privateKeyFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    // The public key last: where it is, the pair is whole.
    Files.writeString(publicKeyFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private static String pem(String label, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static PrivateKey readPrivateKey(Path file) throws IOException, GeneralSecurityException {
    var body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    var der = Base64.getMimeDecoder().decode(body);
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
