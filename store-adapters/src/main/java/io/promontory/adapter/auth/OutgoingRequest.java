package io.promontory.adapter.auth;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** One attempt of a request, as it will go over the wire. It prints as its first line. */
public final class OutgoingRequest {
  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param headers by name, besides those that belong to the connection
   * @param body empty where there is none; not copied
   */
  public OutgoingRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public String method() {
    return method;
  }

  public URI uri() {
    return uri;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  /** The same request with another header, or another value of it. */
  public OutgoingRequest withHeader(String name, String value) {
    return withHeaders(Map.of(name, value));
  }

  /** The same request with more headers; names are compared without regard to case. */
  public OutgoingRequest withHeaders(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.keySet().removeIf(name -> more.keySet().stream().anyMatch(name::equalsIgnoreCase));
    all.putAll(more);
    return new OutgoingRequest(method, uri, all, body);
  }

  public OutgoingRequest withUri(URI other) {
    return new OutgoingRequest(method, other, headers, body);
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }
}
