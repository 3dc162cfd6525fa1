package io.promontory.frontend.grpc;

import io.grpc.stub.StreamObserver;
import io.promontory.adapter.grpc.CallRunner;
import io.promontory.adapter.grpc.PartialResponses;
import io.promontory.adapter.grpc.WireLabels;
import io.promontory.adapter.grpc.WireTimes;
import io.promontory.proto.targets.ActiveTarget;
import io.promontory.proto.targets.DroppedTarget;
import io.promontory.proto.targets.TargetDiscovery;
import io.promontory.proto.targets.TargetHealth;
import io.promontory.proto.targets.TargetsGrpc;
import io.promontory.proto.targets.TargetsRequest;
import io.promontory.proto.targets.TargetsRequest.State;
import io.promontory.proto.targets.TargetsResponse;
import io.promontory.series.store.Store;
import io.promontory.series.store.Targets;
import java.util.List;

/** {@code thanos.Targets}: what the stores scrape. */
public final class TargetsApi extends TargetsGrpc.TargetsImplBase {
  private final Store store;
  private final CallRunner calls;

  public TargetsApi(Store store, CallRunner calls) {
    this.store = store;
    this.calls = calls;
  }

  @Override
  public void targets(TargetsRequest message, StreamObserver<TargetsResponse> observer) {
    PartialResponses parts = PartialResponses.of(message.getPartialResponseStrategyValue());
    calls.run(
        observer,
        call -> {
          State state = message.getState();
          Targets found =
              store.targets(
                  new io.promontory.series.store.TargetsRequest(
                      state != State.DROPPED, state != State.ACTIVE, ""),
                  parts.context(call));
          List<String> warnings = parts.warnings(found.completeness());
          call.send(TargetsResponse.newBuilder().setTargets(message(found)).build());
          warnings.forEach(
              text -> call.send(TargetsResponse.newBuilder().setWarning(text).build()));
        });
  }

  private static TargetDiscovery message(Targets targets) {
    TargetDiscovery.Builder discovery = TargetDiscovery.newBuilder();
    targets.active().forEach(target -> discovery.addActiveTargets(message(target)));
    targets
        .dropped()
        .forEach(
            target ->
                discovery.addDroppedTargets(
                    DroppedTarget.newBuilder()
                        .setDiscoveredLabels(WireLabels.toSet(target.discoveredLabels()))));
    return discovery.build();
  }

  private static ActiveTarget message(io.promontory.series.store.ActiveTarget target) {
    return ActiveTarget.newBuilder()
        .setDiscoveredLabels(WireLabels.toSet(target.discoveredLabels()))
        .setLabels(WireLabels.toSet(target.labels()))
        .setScrapePool(target.scrapePool())
        .setScrapeUrl(target.scrapeUrl())
        .setGlobalUrl(target.globalUrl())
        .setLastError(target.lastError())
        .setLastScrape(WireTimes.toWire(target.lastScrape()))
        .setLastScrapeDuration(target.lastScrapeSeconds())
        .setHealth(health(target.health()))
        .build();
  }

  private static TargetHealth health(String text) {
    return switch (text) {
      case "up" -> TargetHealth.UP;
      case "down" -> TargetHealth.DOWN;
      default -> TargetHealth.TARGET_HEALTH_UNKNOWN;
    };
  }
}
