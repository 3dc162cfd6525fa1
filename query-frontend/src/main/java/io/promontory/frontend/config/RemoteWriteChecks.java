package io.promontory.frontend.config;

import io.promontory.rules.remotewrite.WriteProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What makes good entries of {@code remote_write}. */
final class RemoteWriteChecks {
  private RemoteWriteChecks() {}

  static void check(List<RemoteWriteConfig> targets, Problems problems) {
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      check(targets.get(i), i, problems);
      Integer same = names.putIfAbsent(targets.get(i).name(), i);
      if (same != null) {
        problems.at(
            List.of("remote_write", i),
            "has the name of remote_write[" + same + "]; give both a name of their own");
      }
    }
  }

  private static void check(RemoteWriteConfig target, int index, Problems problems) {
    Addresses.checkUrl(target.url(), List.of("remote_write", index, "url"), problems);
    HttpClientChecks.check(target, List.of("remote_write", index), problems);
    ConfigChecks.positive(
        target.remoteTimeout(), List.of("remote_write", index, "remote_timeout"), problems);
    StoreChecks.rules(
        target.writeRelabelConfigs(),
        List.of("remote_write", index, "write_relabel_configs"),
        problems);
    if (WriteProtocol.of(target.protobufMessage()).isEmpty()) {
      problems.at(
          List.of("remote_write", index, "protobuf_message"),
          "is \""
              + target.protobufMessage()
              + "\"; write "
              + WriteProtocol.V1.message()
              + " or "
              + WriteProtocol.V2.message());
    }
    QueueConfig queue = target.queueConfig();
    atLeastOne(queue.capacity(), index, "capacity", problems);
    atLeastOne(queue.maxShards(), index, "max_shards", problems);
    atLeastOne(queue.minShards(), index, "min_shards", problems);
    atLeastOne(queue.maxSamplesPerSend(), index, "max_samples_per_send", problems);
    if (queue.minShards() > queue.maxShards()) {
      at(index, "min_shards", "is more than max_shards", problems);
    }
    if (queue.minBackoff().compareTo(queue.maxBackoff()) > 0) {
      at(index, "min_backoff", "is longer than max_backoff", problems);
    }
  }

  private static void atLeastOne(int value, int index, String key, Problems problems) {
    if (value < 1) {
      at(index, key, "must be 1 or more", problems);
    }
  }

  private static void at(int index, String key, String problem, Problems problems) {
    problems.at(List.of("remote_write", index, "queue_config", key), problem);
  }
}
