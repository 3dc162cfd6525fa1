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
    Instant at = seen.at();
    Duration latency = seen.latency();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("name", info.name());
    shown.put("lastCheck", at == null ? null : DateTimeFormatter.ISO_INSTANT.format(at));
    shown.put("lastError", seen.error());
    shown.put("labelSets", info.labelSets());
    shown.put("minTime", info.minTime());
    shown.put("maxTime", info.maxTime());
    shown.put("health", seen.health());
    shown.put("latencySeconds", latency == null ? null : latency.toNanos() / 1e9);
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
    return shown;
  }
}
