package io.promontory.adapter.managed.cache;

import io.promontory.adapter.managed.cache.SampleCache.Found;
import io.promontory.adapter.managed.cache.SampleCache.Gap;
import io.promontory.adapter.managed.cache.SampleCache.Kept;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What pieces, which may overlap, cover of a stretch of time. */
final class Coverage {
  private final long fromMs;
  private final long toMs;
  private final List<Piece> pieces = new ArrayList<>();

  Coverage(long fromMs, long toMs) {
    this.fromMs = fromMs;
    this.toMs = toMs;
  }

  void add(Piece piece) {
    if (piece.fromMs() <= toMs && piece.toMs() >= fromMs) {
      pieces.add(piece);
    }
  }

  void addAll(List<Piece> more) {
    more.forEach(this::add);
  }

  Found found() {
    List<Kept> kept = new ArrayList<>();
    for (Piece piece : sorted()) {
      kept.add(new Kept(piece.fromMs(), piece.toMs(), new TreeMap<>(piece.series())));
    }
    return new Found(kept, gaps());
  }

  private List<Piece> sorted() {
    return pieces.stream().sorted(Comparator.comparingLong(Piece::fromMs)).toList();
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    long next = fromMs;
    for (Piece piece : sorted()) {
      if (piece.fromMs() > next) {
        gaps.add(new Gap(next, piece.fromMs() - 1));
      }
      next = Math.max(next, piece.toMs() + 1);
    }
    if (next <= toMs) {
      gaps.add(new Gap(next, toMs));
    }
    return gaps;
  }

  long missingMs() {
    return gaps().stream().mapToLong(gap -> gap.toMs() - gap.fromMs() + 1).sum();
  }
}
