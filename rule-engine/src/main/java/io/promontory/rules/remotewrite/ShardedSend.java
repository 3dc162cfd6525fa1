package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends the samples of a round in shards: those of a series are in one of them, in their order, and
 * shards go side by side.
 */
final class ShardedSend {
  private final BatchSender sender;
  private final WriteListener listener;

  ShardedSend(BatchSender sender, WriteListener listener) {
    this.sender = sender;
    this.listener = listener;
  }

  /** Sends all; false where the sender was stopped before. */
  boolean send(List<QueryValue.Sample> samples, Round round) throws InterruptedException {
    List<List<QueryValue.Sample>> shards = new ArrayList<>();
    for (int i = 0; i < round.shards(); i++) {
      shards.add(new ArrayList<>());
    }
    for (QueryValue.Sample sample : samples) {
      shards.get(Math.floorMod(sample.labels().hashCode(), round.shards())).add(sample);
    }
    listener.shards(round.shards());
    if (round.shards() == 1) {
      return send(shards.getFirst(), round.samplesPerSend());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> sent = new ArrayList<>();
      for (List<QueryValue.Sample> shard : shards) {
        sent.add(threads.submit(() -> send(shard, round.samplesPerSend())));
      }
      return all(sent, threads);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard broke off", e.getCause());
    }
  }

  private static boolean all(List<Future<Boolean>> sent, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    try {
      boolean all = true;
      for (Future<Boolean> one : sent) {
        all &= one.get();
      }
      return all;
    } catch (InterruptedException e) {
      threads.shutdownNow();
      throw e;
    }
  }

  private boolean send(List<QueryValue.Sample> shard, int atOnce) throws InterruptedException {
    for (int from = 0; from < shard.size(); from += atOnce) {
      int to = Math.min(shard.size(), from + atOnce);
      if (!sender.send(shard.subList(from, to))) {
        return false;
      }
    }
    return true;
  }
}
