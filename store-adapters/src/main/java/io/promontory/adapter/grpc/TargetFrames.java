package io.promontory.adapter.grpc;

import io.promontory.proto.targets.TargetHealth;
import io.promontory.proto.targets.TargetsRequest;
import io.promontory.proto.targets.TargetsResponse;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.DroppedTarget;
import io.promontory.series.store.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests for targets and the frames of their answers. */
final class TargetFrames {
  private TargetFrames() {}

  static TargetsRequest request(io.promontory.series.store.TargetsRequest request) {
    TargetsRequest.State state =
        request.active() && request.dropped()
            ? TargetsRequest.State.ANY
            : request.active() ? TargetsRequest.State.ACTIVE : TargetsRequest.State.DROPPED;
    return TargetsRequest.newBuilder()
        .setState(state)
        .setPartialResponseStrategy(PartialResponseStrategy.WARN)
        .build();
  }

  /** Pools of dropped targets are not told over gRPC, and so no numbers by pool. */
  static Targets read(
      SideFrames<TargetsResponse> frames, io.promontory.series.store.TargetsRequest request) {
    List<ActiveTarget> active = new ArrayList<>();
    List<DroppedTarget> dropped = new ArrayList<>();
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      if (frame.hasTargets()) {
        frame.getTargets().getActiveTargetsList().forEach(one -> active.add(target(one)));
        frame
            .getTargets()
            .getDroppedTargetsList()
            .forEach(
                one ->
                    dropped.add(
                        new DroppedTarget(WireLabels.fromWire(one.getDiscoveredLabels()), "")));
      } else {
        frames.warn(frame.getWarning());
      }
    }
    return new Targets(active, dropped, Map.of(), frames.completeness()).asked(request);
  }

  private static ActiveTarget target(io.promontory.proto.targets.ActiveTarget message) {
    return new ActiveTarget(
        WireLabels.fromWire(message.getDiscoveredLabels()),
        WireLabels.fromWire(message.getLabels()),
        message.getScrapePool(),
        message.getScrapeUrl(),
        message.getGlobalUrl(),
        message.getLastError(),
        WireTimes.fromWire(message.getLastScrape()),
        message.getLastScrapeDuration(),
        health(message.getHealth()),
        "",
        "");
  }

  private static String health(TargetHealth health) {
    return switch (health) {
      case UP -> "up";
      case DOWN -> "down";
      case TARGET_HEALTH_UNKNOWN, UNRECOGNIZED -> "unknown";
    };
  }
}
