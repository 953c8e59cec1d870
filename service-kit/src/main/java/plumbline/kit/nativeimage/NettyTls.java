package plumbline.kit.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.CipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextOption;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * In a native executable, clients' TLS is the JDK's: OpenSSL's classes, which Netty would choose
 * among, are not there, and a native build refuses to link what is missing. Quarkus says the same
 * of the method that Netty had up to 4.1.135; this is the one that took its place. It goes when
 * Quarkus brings a Netty of its own that has it: a method with two substitutes ends the build.
 */
@TargetClass(className = "io.netty.handler.ssl.SslContext")
final class NettyTls {
  private NettyTls() {}

  @Substitute
  static SslContext newClientContextInternal(
      SslProvider provider,
      Provider sslContextProvider,
      X509Certificate[] trustCert,
      TrustManagerFactory trustManagerFactory,
      X509Certificate[] keyCertChain,
      PrivateKey key,
      String keyPassword,
      KeyManagerFactory keyManagerFactory,
      Iterable<String> ciphers,
      CipherSuiteFilter cipherFilter,
      ApplicationProtocolConfig apn,
      String[] protocols,
      long sessionCacheSize,
      long sessionTimeout,
      boolean startTls,
      boolean enableOcsp,
      SecureRandom secureRandom,
      String keyStoreType,
      String endpointIdentificationAlgorithm,
      Map.Entry<SslContextOption<?>, Object>... options)
      throws SSLException {
    if (enableOcsp) {
      throw new IllegalArgumentException("OCSP needs OpenSSL, which a native executable has not");
    }
    Object context =
        new JdkClient(
            sslContextProvider,
            trustCert,
            trustManagerFactory,
            keyCertChain,
            key,
            keyPassword,
            keyManagerFactory,
            ciphers,
            cipherFilter,
            apn,
            protocols,
            sessionCacheSize,
            sessionTimeout,
            secureRandom,
            keyStoreType,
            endpointIdentificationAlgorithm,
            new Resumption());
    return (SslContext) context;
  }

  @TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
  static final class JdkClient {
    @Alias
    JdkClient(
        Provider sslContextProvider,
        X509Certificate[] trustCert,
        TrustManagerFactory trustManagerFactory,
        X509Certificate[] keyCertChain,
        PrivateKey key,
        String keyPassword,
        KeyManagerFactory keyManagerFactory,
        Iterable<String> ciphers,
        CipherSuiteFilter cipherFilter,
        ApplicationProtocolConfig apn,
        String[] protocols,
        long sessionCacheSize,
        long sessionTimeout,
        SecureRandom secureRandom,
        String keyStoreType,
        String endpointIdentificationAlgorithm,
        Resumption resumption)
        throws SSLException {}
  }

  @TargetClass(className = "io.netty.handler.ssl.ResumptionController")
  static final class Resumption {
    @Alias
    Resumption() {}
  }
}
