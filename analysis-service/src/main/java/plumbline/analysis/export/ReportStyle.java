package plumbline.analysis.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The report's style, inside of the page, and the policy that allows nothing else. */
final class ReportStyle {
  static final String CSS =
      """
      body{font:15px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:60rem;margin:2rem auto;\
      padding:0 1rem}
      h1{font-size:1.6rem;margin-bottom:0}h2{font-size:1.15rem;border-bottom:1px solid #c9ced6;\
      margin-top:2rem}
      p{white-space:pre-line}table{border-collapse:collapse;width:100%;margin:.75rem 0}
      caption{text-align:left;font-weight:600}th,td{border:1px solid #c9ced6;padding:.3rem .5rem;\
      text-align:left;vertical-align:top}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#57606a}\
      dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}.muted{color:#57606a}
      @media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}\
      tr{break-inside:avoid}}
      """;

  /** Of the response: this style, and nothing that runs or comes from elsewhere. */
  static final String POLICY =
      ("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'")
          .formatted(hash());

  private ReportStyle() {}

  private static String hash() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(sha256.digest(CSS.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
