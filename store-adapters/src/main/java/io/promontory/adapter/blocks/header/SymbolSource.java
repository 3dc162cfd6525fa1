package io.promontory.adapter.blocks.header;

import io.promontory.adapter.blocks.fetch.BlockCache;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.index.SymbolTexts;
import io.promontory.objectstore.block.index.Symbols;
import java.lang.ref.WeakReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a block's symbols for one query. Who asks for few gets them from the header's file;
 * who asks for many makes them all be read into the cache, where the next query finds them. Only
 * the cache holds them, so that a query over many blocks does not hold the symbols of all. Safe for
 * concurrent use.
 */
final class SymbolSource implements LongFunction<String> {
  private static final String KEY = "texts";

  /** All are read once this part of them, one in so many, was asked for. */
  private static final int WORTH_READING_ALL = 16;

  /** Of the cache, one block's symbols take one part in so many at most. */
  private static final int PARTS_OF_CACHE = 2;

  private static final WeakReference<SymbolTexts> NONE = new WeakReference<>(null);

  private final Ulid block;
  private final Symbols symbols;
  private final BlockCache cache;
  private final boolean fits;

  /** May be off by some where threads meet. */
  private int asked;

  private boolean loaded;
  private volatile WeakReference<SymbolTexts> texts;

  SymbolSource(Ulid block, Symbols symbols, BlockCache cache) {
    this.block = block;
    this.symbols = symbols;
    this.cache = cache;
    this.fits = SymbolTexts.memory(symbols) <= cache.mostBytes() / PARTS_OF_CACHE;
    this.texts = fits ? reference(recall()) : NONE;
  }

  /** What gives texts fastest at present, for a few of them. */
  LongFunction<String> source() {
    SymbolTexts all = texts.get();
    return all == null ? this : all;
  }

  @Override
  public String apply(long reference) {
    SymbolTexts all = texts.get();
    if (all != null) {
      return all.apply(reference);
    }
    if (fits && !loaded && ++asked > symbols.size() / WORTH_READING_ALL) {
      return load().apply(reference);
    }
    return symbols.get(reference);
  }

  private synchronized SymbolTexts load() {
    SymbolTexts all = texts.get();
    if (all == null) {
      all = recall();
    }
    if (all == null) {
      all = SymbolTexts.load(symbols);
      cache.keep(block, CacheKind.SYMBOLS, KEY, all, SymbolTexts.memory(symbols));
    }
    loaded = true;
    texts = reference(all);
    return all;
  }

  private @Nullable SymbolTexts recall() {
    return cache.recall(block, CacheKind.SYMBOLS, KEY, SymbolTexts.class);
  }

  private static WeakReference<SymbolTexts> reference(@Nullable SymbolTexts all) {
    return all == null ? NONE : new WeakReference<>(all);
  }
}
