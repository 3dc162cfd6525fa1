package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** The form of a request that its signature is made of, from the bytes on the wire. */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * The text.
   *
   * @param signedHeaders names in lower case, in their order
   */
  static String of(WireRequest request, List<String> signedHeaders) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(path(request.path())).append('\n');
    text.append(query(request.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':').append(request.header(name)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(sha256(request.body())).toString();
  }

  /** Without empty and dotted elements, and each byte of what was sent encoded once more. */
  static String path(String sent) {
    Deque<String> elements = new ArrayDeque<>();
    for (String element : sent.split("/")) {
      if (element.equals("..")) {
        elements.pollLast();
      } else if (!element.isEmpty() && !element.equals(".")) {
        elements.addLast(encode(element.getBytes(ISO_8859_1)));
      }
    }
    String path = "/" + String.join("/", elements);
    boolean folder = sent.endsWith("/") || sent.endsWith("/.") || sent.endsWith("/..");
    return folder && !elements.isEmpty() && sent.endsWith("/") ? path + "/" : path;
  }

  /** Names and values decoded, encoded strictly, and sorted. */
  static String query(String sent) {
    List<String> pairs = new ArrayList<>();
    for (String pair : sent.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        pairs.add(encode(decode(name)) + "\0" + encode(decode(value)));
      }
    }
    Collections.sort(pairs);
    return String.join("&", pairs).replace('\0', '=');
  }

  /** Percent escapes only: a plus is a plus. */
  private static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  /** All but the unreserved characters of RFC 3986, in upper case hexadecimals. */
  private static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      int c = b & 0xff;
      boolean plain =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || "-_.~".indexOf(c) >= 0;
      if (plain) {
        out.append((char) c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  static String sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
