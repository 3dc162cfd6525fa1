package io.promontory.adapter.blocks.catalogue;

import com.github.benmanes.caffeine.cache.Interner;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.meta.UnknownKeys;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes from a meta.json what readers need; what many blocks have in common is held once. */
final class SlimMeta {
  private final Interner<Labels> labels = Interner.newWeakInterner();
  private final Interner<List<Ulid>> sources = Interner.newWeakInterner();
  private final Interner<String> texts = Interner.newWeakInterner();

  BlockMeta of(BlockMeta meta) {
    Compaction made = meta.compaction();
    return new BlockMeta(
        meta.ulid(),
        meta.minTime(),
        meta.maxTime(),
        meta.stats(),
        new Compaction(
            made.level(),
            sources.intern(made.sources()),
            made.deletable(),
            List.of(),
            made.failed(),
            List.of()),
        thanos(meta.thanos()),
        UnknownKeys.NONE);
  }

  private @Nullable ThanosMeta thanos(@Nullable ThanosMeta meta) {
    if (meta == null) {
      return null;
    }
    return new ThanosMeta(
        labels.intern(meta.labels()),
        meta.resolution(),
        texts.intern(meta.source()),
        meta.segmentFiles().stream().map(texts::intern).toList(),
        meta.files().stream()
            .map(file -> new ThanosMeta.File(texts.intern(file.path()), file.size()))
            .toList(),
        List.of(),
        meta.mostSeriesBytes(),
        meta.mostChunkBytes(),
        null);
  }
}
