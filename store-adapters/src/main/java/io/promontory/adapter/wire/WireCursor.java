package io.promontory.adapter.wire;

/**
 * Reads protobuf's wire format from an array: tags, varints and length-delimited fields, with every
 * length checked against what is left.
 */
public final class WireCursor {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH_DELIMITED = 2;
  public static final int FIXED32 = 5;

  /** The bytes are no protobuf message. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
      super(message);
    }
  }

  private final byte[] bytes;
  private int position;
  private int end;

  public WireCursor(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Where in the array the next byte lies. */
  public int position() {
    return position;
  }

  /**
   * Goes into a message that is a field, of which the length comes next.
   *
   * @return what {@link #leave} needs to come back
   */
  public int enter() throws MalformedException {
    return enter(length());
  }

  /** As {@link #enter()}, once the length is read. */
  public int enter(int length) {
    int outer = end;
    end = position + length;
    return outer;
  }

  /** Goes back to the outer message, once the inner one is read. */
  public void leave(int outer) {
    end = outer;
  }

  /** True while the current message goes on. */
  public boolean hasMore() {
    return position < end;
  }

  /** A number of up to ten bytes, seven bits in each, lowest first. */
  public long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw new MalformedException("a number breaks off");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number has more than ten bytes");
  }

  /** A field's number times eight plus its wire type. */
  public int tag() throws MalformedException {
    if (position < end && bytes[position] > 0) {
      return bytes[position++];
    }
    long tag = varint();
    if (tag <= 0 || tag > Integer.MAX_VALUE) {
      throw new MalformedException("a field number is out of range");
    }
    return (int) tag;
  }

  /** The length of a field's content, which lies inside this message. */
  public int length() throws MalformedException {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw new MalformedException("a field is longer than its message");
    }
    return (int) length;
  }

  /** Passes over the content of a field that nobody wants. */
  public void skip(int tag) throws MalformedException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case LENGTH_DELIMITED -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw new MalformedException("a field has wire type " + (tag & 7));
    }
  }

  /** Passes over bytes of the current message. */
  public void advance(int count) throws MalformedException {
    if (count > end - position) {
      throw new MalformedException("a field is longer than its message");
    }
    position += count;
  }
}
