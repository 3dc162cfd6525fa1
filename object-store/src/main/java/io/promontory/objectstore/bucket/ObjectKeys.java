package io.promontory.objectstore.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.objectstore.bucket.BucketException.Kind;

/**
 * Which keys every bucket takes: names parted by single slashes, at most 1024 bytes of UTF-8 in all
 * and 255 in a name. Names that mean something to a file system are refused.
 */
public final class ObjectKeys {
  private static final int MOST_BYTES = 1024;
  private static final int MOST_BYTES_IN_NAME = 255;

  private ObjectKeys() {}

  /**
   * Returns the key if it is valid.
   *
   * @throws BucketException of kind INVALID_KEY if not
   */
  public static String check(String key) {
    if (key.getBytes(UTF_8).length > MOST_BYTES) {
      throw invalid(key.substring(0, 40) + "...", "is longer than " + MOST_BYTES + " bytes");
    }
    for (String name : key.split("/", -1)) {
      checkName(key, name);
    }
    return key;
  }

  /** Whether {@link #check} would let it pass. */
  public static boolean isValid(String key) {
    try {
      check(key);
      return true;
    } catch (BucketException e) {
      return false;
    }
  }

  /** As {@link #check}, for the prefix of a listing. */
  public static String checkPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      if (!prefix.endsWith("/")) {
        throw invalid(prefix, "is no prefix: it does not end with a slash");
      }
      check(prefix.substring(0, prefix.length() - 1));
    }
    return prefix;
  }

  private static void checkName(String key, String name) {
    if (name.isEmpty()) {
      throw invalid(key, "has an empty name");
    }
    if (name.equals(".") || name.equals("..") || name.startsWith(FilesystemBucket.RESERVED)) {
      throw invalid(key, "has the name " + name);
    }
    if (name.getBytes(UTF_8).length > MOST_BYTES_IN_NAME) {
      throw invalid(key, "has a name of more than " + MOST_BYTES_IN_NAME + " bytes");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean paired =
          !Character.isSurrogate(c)
              || Character.isSurrogatePair(c, i + 1 < name.length() ? name.charAt(i + 1) : 0)
              || (i > 0 && Character.isSurrogatePair(name.charAt(i - 1), c));
      if (c < ' ' || c == 0x7f || c == '\\' || !paired) {
        throw invalid(key, "has a character that keys cannot have");
      }
    }
  }

  private static BucketException invalid(String key, String why) {
    return new BucketException(Kind.INVALID_KEY, "key \"" + key + "\" " + why);
  }
}
