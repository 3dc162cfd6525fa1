package io.promontory.objectstore.bucket;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Pages of a bucket that can list on from any key. */
final class PageIterator implements Iterator<Listing> {
  /** Most entries of a page. */
  static final int PAGE = 1000;

  private final Source source;
  private @Nullable String after = "";

  /** Lists at most {@link #PAGE} entries. */
  interface Source {
    /**
     * Lists on.
     *
     * @param after the last key or prefix of the page before; empty for the first page
     */
    Listing page(String after);
  }

  PageIterator(Source source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    return after != null;
  }

  @Override
  public Listing next() {
    if (after == null) {
      throw new NoSuchElementException();
    }
    Listing page = source.page(after);
    after = page.objects().size() + page.prefixes().size() < PAGE ? null : page.last();
    return page;
  }
}
