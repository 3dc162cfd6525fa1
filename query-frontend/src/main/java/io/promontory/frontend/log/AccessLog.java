package io.promontory.frontend.log;

import io.promontory.frontend.app.QueryEvent;
import io.promontory.promql.engine.Query;
import io.promontory.series.store.StoreOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs every request once it is answered, those that Jetty refused included; with the query it
 * carried, by GET or POST alike. Health checks and scrapes are logged at debug level.
 */
public final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("access");

  @Override
  public void log(Request request, Response response) {
    String path = String.valueOf(request.getHttpURI().getPath());
    LoggingEventBuilder line = LOG.atLevel(isRoutine(path) ? Level.DEBUG : Level.INFO);
    for (Map.Entry<String, Object> field : fields(path, request, response).entrySet()) {
      line = line.addKeyValue(field.getKey(), field.getValue());
    }
    line.log("request");
  }

  private static boolean isRoutine(String path) {
    return path.contains("/-/") || path.endsWith("/metrics");
  }

  private static Map<String, Object> fields(String path, Request request, Response response) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("method", request.getMethod());
    fields.put("path", path);
    fields.put("status", response.getStatus());
    fields.put("ms", (System.nanoTime() - request.getBeginNanoTime()) / 1_000 / 1e3);
    fields.put("bytes", Response.getContentBytesWritten(response));
    fields.put("client", Request.getRemoteAddr(request));
    TraceParent trace = TraceParent.parse(request.getHeaders().get("traceparent"));
    if (trace != null) {
      fields.put("trace_id", trace.traceId());
    }
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    if (agent != null) {
      fields.put("agent", agent);
    }
    if (request.getAttribute(QueryEvent.ATTRIBUTE) instanceof QueryEvent event) {
      describe(event, fields);
    }
    return fields;
  }

  private static void describe(QueryEvent event, Map<String, Object> fields) {
    Query query = event.query();
    fields.put("query", query.text());
    if (query.isInstant()) {
      fields.put("eval_time", JsonLine.time(Instant.ofEpochMilli(query.startMs())));
    } else {
      fields.put("start", JsonLine.time(Instant.ofEpochMilli(query.startMs())));
      fields.put("end", JsonLine.time(Instant.ofEpochMilli(query.endMs())));
      fields.put("step", query.stepMs() / 1000.0);
    }
    if (event.stats() != null) {
      fields.put("samples", event.stats().samplesRead());
      fields.put("peak_samples", event.stats().peakSamples());
    }
    List<StoreOutcome> stores = event.completeness().outcomes();
    if (!stores.isEmpty()) {
      fields.put("stores", StoreLines.of(stores));
    }
    if (event.error() != null) {
      fields.put("error", event.error());
    }
  }
}
