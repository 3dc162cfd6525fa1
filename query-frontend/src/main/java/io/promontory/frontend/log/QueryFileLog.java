package io.promontory.frontend.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryLog;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryStats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prometheus' query log: a file with one JSON object a query, in the shape of its {@code
 * query_log_file} (message {@code promql query logged}; times in seconds). Queries over gRPC have
 * {@code grpcRequest} in place of {@code httpRequest}.
 */
public final class QueryFileLog implements QueryLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryFileLog.class);

  private static final byte[] NO_UTF8 = "\ufffd".getBytes(UTF_8);

  private final Path file;
  private final InstantSource clock;

  /** Without a buffer: a line that cannot be written is not met again with the next one. */
  private OutputStream out;

  /** Opens the file for appending. */
  public QueryFileLog(Path file, InstantSource clock) throws IOException {
    this.file = file;
    this.out = open(file);
    this.clock = clock;
  }

  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void ended(QueryOrigin origin, QueryEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", JsonLine.time(clock.instant()));
    line.put("level", "INFO");
    line.put("msg", "promql query logged");
    line.put("params", params(event.query()));
    if (event.error() != null) {
      line.put("error", event.error());
    }
    QueryStats stats = event.stats();
    if (stats != null) {
      line.put("stats", Map.of("timings", timings(stats), "samples", samples(stats)));
    }
    TraceParent trace = TraceParent.parse(origin.traceParent());
    if (trace != null) {
      line.put("spanID", trace.spanId());
      line.put("traceID", trace.traceId());
    }
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("clientIP", origin.clientIp());
    if (origin.httpMethod() == null) {
      asked.put("method", origin.path());
      line.put("grpcRequest", asked);
    } else {
      asked.put("method", origin.httpMethod());
      asked.put("path", origin.path());
      line.put("httpRequest", asked);
    }
    write(JsonLine.of(line));
  }

  private synchronized void write(String line) {
    try {
      out.write(bytes(line));
    } catch (IOException e) {
      LOG.warn("the query log cannot be written: {}", e.getMessage());
    }
  }

  /** Bytes of a query that are no UTF-8 are unpaired surrogates here; each becomes U+FFFD. */
  private static byte[] bytes(String line) throws CharacterCodingException {
    ByteBuffer encoded =
        UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(NO_UTF8)
            .encode(CharBuffer.wrap(line));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  /**
   * Opens the file of this name again, so that one that was moved away is left alone from here on.
   * Where that fails, it is said and the file before goes on.
   */
  public synchronized void reopen() {
    OutputStream before = out;
    try {
      out = open(file);
      before.close();
    } catch (IOException e) {
      LOG.warn("the query log cannot be opened again: {}", e.toString());
    }
  }

  private static Map<String, Object> params(Query query) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("end", JsonLine.time(Instant.ofEpochMilli(query.endMs())));
    params.put("query", query.text());
    params.put("start", JsonLine.time(Instant.ofEpochMilli(query.startMs())));
    params.put("step", query.stepMs() / 1000);
    return params;
  }

  private static Map<String, Object> timings(QueryStats stats) {
    Map<String, Object> timings = new LinkedHashMap<>();
    timings.put(
        "evalTotalTime",
        seconds(stats.queryPreparationNanos() + stats.innerEvalNanos() + stats.resultSortNanos()));
    timings.put("resultSortTime", seconds(stats.resultSortNanos()));
    timings.put("queryPreparationTime", seconds(stats.queryPreparationNanos()));
    timings.put("innerEvalTime", seconds(stats.innerEvalNanos()));
    timings.put("execQueueTime", seconds(stats.execQueueNanos()));
    timings.put("execTotalTime", seconds(stats.execTotalNanos()));
    return timings;
  }

  private static Map<String, Object> samples(QueryStats stats) {
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("totalQueryableSamples", stats.totalQueryableSamples());
    samples.put("samplesRead", stats.samplesRead());
    samples.put("peakSamples", stats.peakSamples());
    return samples;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
