package io.promontory.adapter.prometheus;

/**
 * Reads protobuf's wire format from an array: tags, varints and length-delimited fields, with every
 * length checked against what is left.
 */
final class WireCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  /** The bytes are no protobuf message. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  final byte[] bytes;
  int position;
  int end;

  WireCursor(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  boolean hasMore() {
    return position < end;
  }

  long varint() throws MalformedException {
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

  int tag() throws MalformedException {
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
  int length() throws MalformedException {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw new MalformedException("a field is longer than its message");
    }
    return (int) length;
  }

  void skip(int tag) throws MalformedException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case LENGTH_DELIMITED -> position += length();
      case FIXED32 -> advance(4);
      default -> throw new MalformedException("a field has wire type " + (tag & 7));
    }
  }

  private void advance(int count) throws MalformedException {
    if (count > end - position) {
      throw new MalformedException("a field is longer than its message");
    }
    position += count;
  }
}
