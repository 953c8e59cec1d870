package plumbline.analysis.export;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** A file of rows, to be saved. */
final class CsvFile {
  static final String TYPE = "text/csv; charset=utf-8; header=present";

  private CsvFile() {}

  static Response named(String name, Object content) {
    return Response.ok(content, TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
