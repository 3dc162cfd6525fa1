package io.promontory.adapter.blocks.fetch;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.series.store.QueryContext;
import java.util.Arrays;

/** A file of a block, each of whose reads is a fetch. */
record FetchedFile(BlockFiles files, StoredFile file, QueryContext context) implements BlockFile {
  @Override
  public BlockFileName name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public byte[] read(long offset, int length) {
    ByteCursor at = cursor(offset, length);
    return at.at() == 0 && at.data().length == length
        ? at.data()
        : Arrays.copyOfRange(at.data(), at.at(), at.end());
  }

  @Override
  public ByteCursor cursor(long offset, int length) {
    checkRange(offset, length);
    WantedRanges wanted = new WantedRanges(file, 1);
    wanted.add(offset, length);
    return files.fetch(wanted, context).cursor(0);
  }
}
