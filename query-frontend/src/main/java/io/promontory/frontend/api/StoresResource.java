package io.promontory.frontend.api;

import io.promontory.frontend.federation.health.StoreStatus;
import io.promontory.series.store.Capability;
import io.promontory.series.store.StoreInfo;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /stores}: the stores by type, as Thanos shows them, and how they are. Asks no store.
 *
 * <p>Thanos' keys come first: {@code name}, {@code lastCheck}, {@code lastError}, {@code
 * labelSets}, {@code minTime}, {@code maxTime} (ms).
 */
@Path("/api/v1/stores")
public final class StoresResource {
  private final Supplier<List<StoreStatus>> stores;

  public StoresResource(Supplier<List<StoreStatus>> stores) {
    this.stores = stores;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(byType(stores.get())));
  }

  private static Map<String, List<Object>> byType(List<StoreStatus> all) {
    Map<String, List<Object>> types = new TreeMap<>();
    for (StoreStatus status : all) {
      types.computeIfAbsent(status.type(), type -> new ArrayList<>()).add(shown(status));
    }
    return types;
  }

  private static Map<String, @Nullable Object> shown(StoreStatus status) {
    StoreInfo info = status.info();
    StoreStatus.Seen seen = status.seen();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("name", info.name());
    shown.put("lastCheck", lastCheck(seen));
    shown.put("lastError", seen.error());
    shown.put("labelSets", info.labelSets());
    shown.put("minTime", info.minTime());
    shown.put("maxTime", info.maxTime());
    shown.put("health", seen.health());
    shown.put("latencySeconds", seconds(seen.latency()));
    shown.put("p50Seconds", seconds(seen.p50()));
    shown.put("p99Seconds", seconds(seen.p99()));
    shown.put("failures", seen.failures().stream().map(StoresResource::shown).toList());
    shown.put("inFlight", seen.inFlight());
    shown.put("required", status.required());
    shown.put("timeoutSeconds", status.timeout().toNanos() / 1e9);
    shown.put("addresses", status.addresses());
    shown.put(
        "capabilities",
        info.capabilities().stream()
            .map(Capability::name)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .sorted()
            .toList());
    shown.put("evaluator", status.evaluator().isEmpty() ? null : status.evaluator());
    if (!status.servers().isEmpty()) {
      shown.put("servers", status.servers().stream().map(StoresResource::shown).toList());
    }
    return shown;
  }

  private static Map<String, @Nullable Object> shown(StoreStatus.Server server) {
    StoreStatus.Seen seen = server.seen();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("name", server.name());
    shown.put("lastCheck", lastCheck(seen));
    shown.put("lastError", seen.error());
    shown.put("health", seen.health());
    shown.put("latencySeconds", seconds(seen.latency()));
    return shown;
  }

  private static @Nullable String lastCheck(StoreStatus.Seen seen) {
    Instant at = seen.at();
    return at == null ? null : text(at);
  }

  private static Object shown(StoreStatus.Failure failure) {
    return Map.of(
        "from", text(failure.from()),
        "to", text(failure.to()),
        "error", failure.error(),
        "times", failure.times());
  }

  private static @Nullable Double seconds(@Nullable Duration time) {
    return time == null ? null : time.toNanos() / 1e9;
  }

  private static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time);
  }
}
