package io.promontory.objectstore.block.meta;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The file that a {@link BlockMeta} was read from, with keys that only its writer understands. */
public final class UnknownKeys {
  public static final UnknownKeys NONE = new UnknownKeys(JsonNodeFactory.instance.objectNode());

  private final ObjectNode file;

  UnknownKeys(ObjectNode file) {
    this.file = file;
  }

  /** A copy to write known keys over. */
  ObjectNode copy() {
    return file.deepCopy();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnknownKeys that && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  @Override
  public String toString() {
    return file.size() + " keys";
  }
}
