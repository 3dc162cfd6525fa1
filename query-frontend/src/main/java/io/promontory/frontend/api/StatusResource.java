package io.promontory.frontend.api;

import io.promontory.frontend.app.BuildInfo;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.json.JsonOutput;
import io.promontory.frontend.json.JsonTree;
import io.promontory.series.text.GoDurations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** {@code /status}: what runs here, since when, with which configuration. */
@Path("/api/v1")
public final class StatusResource {
  private final QueryService service;

  StatusResource(QueryService service) {
    this.service = service;
  }

  @GET
  @Path("status/buildinfo")
  public Response buildInfo(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(tree(service.buildInfo())));
  }

  /** Grafana asks by the method that its data source is set to. */
  @POST
  @Path("status/buildinfo")
  public Response postBuildInfo(@Context HttpServletRequest request) {
    return buildInfo(request);
  }

  @GET
  @Path("status/runtimeinfo")
  public Response runtimeInfo(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(runtime()));
  }

  @GET
  @Path("status/config")
  public Response config(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request, params -> ApiAnswer.ofTree(Map.of("yaml", service.loadedConfig().shown())));
  }

  @GET
  @Path("status/flags")
  public Response flags(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(flags(service.config())));
  }

  /**
   * All strings and no key {@code features}: Grafana decodes that one as Mimir's, and then expects
   * a ruler.
   */
  static Map<String, Object> tree(BuildInfo build) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", build.version());
    tree.put("revision", build.revision());
    tree.put("branch", build.branch());
    tree.put("buildUser", build.buildUser());
    tree.put("buildDate", build.buildDate());
    tree.put("goVersion", "java" + Runtime.version().feature());
    return tree;
  }

  /** The same as one line of text. */
  static StreamingOutput text(BuildInfo build) {
    return stream -> {
      JsonOutput out = new JsonOutput(stream);
      JsonTree.of(tree(build)).writeTo(out);
      out.raw('\n').flush();
    };
  }

  private Map<String, Object> runtime() {
    Instant now = service.clock().instant().truncatedTo(ChronoUnit.MICROS);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("startTime", service.startedAt().truncatedTo(ChronoUnit.MICROS).toString());
    tree.put("CWD", String.valueOf(System.getProperty("user.dir")));
    tree.put("hostname", System.getenv().getOrDefault("HOSTNAME", "localhost"));
    tree.put("serverTime", now.toString());
    tree.put("reloadConfigSuccess", service.lastReloadGood());
    Instant loadedAt = service.loadedConfig().loadedAt();
    tree.put("lastConfigTime", loadedAt.truncatedTo(ChronoUnit.SECONDS).toString());
    tree.put("corruptionCount", 0);
    tree.put("goroutineCount", Thread.activeCount());
    tree.put("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
    tree.put("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
    tree.put("GOGC", "");
    tree.put("GODEBUG", "");
    tree.put("storageRetention", print(service.config().storage().retention()));
    return tree;
  }

  /** The configuration by the names of Prometheus' flags, which clients look for. */
  private static Map<String, Object> flags(FrontendConfig config) {
    Map<String, Object> flags = new TreeMap<>();
    flags.put("enable-feature", String.join(",", config.featureFlags()));
    flags.put("query.lookback-delta", print(config.query().lookbackDelta()));
    flags.put("query.max-concurrency", Integer.toString(config.query().maxConcurrency()));
    flags.put("query.max-samples", Long.toString(config.query().maxSamples()));
    flags.put("query.timeout", print(config.query().timeout()));
    flags.put("storage.tsdb.path", config.storage().path());
    flags.put("storage.tsdb.retention.time", print(config.storage().retention()));
    flags.put("web.cors.origin", config.web().corsOrigin());
    flags.put("web.enable-lifecycle", Boolean.toString(config.web().enableLifecycle()));
    String externalUrl = config.web().externalUrl();
    flags.put("web.external-url", externalUrl == null ? "" : externalUrl);
    flags.put("web.route-prefix", config.web().routePrefix() + "/");
    return flags;
  }

  private static String print(Duration duration) {
    return GoDurations.print(duration.toNanos());
  }
}
