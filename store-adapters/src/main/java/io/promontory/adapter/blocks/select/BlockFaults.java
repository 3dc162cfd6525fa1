package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.BlockFaultException;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.series.chunk.CorruptChunkException;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What keeps an answer from being whole: blocks that are ill, set aside or not known yet. Safe for
 * concurrent use.
 */
public final class BlockFaults {
  private static final int SHOWN = 5;

  private final BiConsumer<Ulid, String> setAside;
  private final List<String> known;
  private final Map<Ulid, String> ill = new TreeMap<>();

  /**
   * @param known what was missing before the first block was asked
   * @param setAside told of every block that turns out to be ill
   */
  public BlockFaults(List<String> known, BiConsumer<Ulid, String> setAside) {
    this.known = List.copyOf(known);
    this.setAside = setAside;
  }

  /**
   * Takes a failure as that of one block, so that the others go on.
   *
   * @throws RuntimeException the failure itself, if it is that of the whole query
   */
  public void take(Ulid ulid, RuntimeException failure) {
    switch (failure) {
      case BlockFaultException e -> isIll(ulid, e);
      case CorruptBlockException e -> isIll(ulid, e);
      case CorruptChunkException e -> isIll(ulid, e);
      case StoreException e when e.kind() == StoreException.Kind.CORRUPT -> isIll(ulid, e);
      case StoreException e when e.kind() == StoreException.Kind.UNAVAILABLE ->
          note(ulid, reason(ulid, e));
      case UncheckedIOException e -> note(ulid, String.valueOf(e.getMessage()));
      default -> throw failure;
    }
  }

  /** What is wrong, without the name of the block. */
  private static String reason(Ulid ulid, RuntimeException failure) {
    String text = String.valueOf(failure.getMessage());
    String name = "block " + ulid;
    return text.startsWith(name)
        ? text.substring(Math.min(text.length(), name.length() + 2))
        : text;
  }

  private void isIll(Ulid ulid, RuntimeException failure) {
    String reason = reason(ulid, failure);
    setAside.accept(ulid, reason);
    note(ulid, reason);
  }

  private synchronized void note(Ulid ulid, String reason) {
    ill.putIfAbsent(ulid, reason);
  }

  /** How the answer went. */
  public synchronized StoreOutcome outcome(String store, StoreStats stats) {
    List<String> reasons = new ArrayList<>(known);
    ill.forEach((ulid, reason) -> reasons.add("block " + ulid + ": " + reason));
    if (reasons.isEmpty()) {
      return StoreOutcome.whole(store, stats);
    }
    String text = String.join("; ", reasons.subList(0, Math.min(SHOWN, reasons.size())));
    return StoreOutcome.partial(
        store,
        reasons.size() > SHOWN ? text + "; and " + (reasons.size() - SHOWN) + " more" : text,
        stats);
  }
}
