package io.promontory.adapter.http;

import io.promontory.adapter.auth.OutgoingRequest;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;

/** Which redirects (RFC 9110 15.4) are followed, and where to. */
final class Redirects {
  private final String store;
  private final URI home;
  private final boolean withCredentials;

  /**
   * @param home URL of the configured server
   * @param withCredentials whether requests say who asks: they then stay with that server
   */
  Redirects(String store, URI home, boolean withCredentials) {
    this.store = store;
    this.home = home;
    this.withCredentials = withCredentials;
  }

  static boolean isOne(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Whether a URL is of the configured server. */
  boolean isHome(URI uri) {
    return home.getScheme().equals(uri.getScheme())
        && String.valueOf(home.getRawAuthority()).equals(uri.getRawAuthority());
  }

  /**
   * Where to send the request next.
   *
   * @throws StoreException if nowhere
   */
  URI follow(OutgoingRequest request, HttpResponse<?> response) {
    int status = response.statusCode();
    URI from = request.uri();
    String location = response.headers().firstValue("location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          store,
          Kind.UNAVAILABLE,
          "redirected to an address that is none: " + Excerpt.of(location),
          e);
    }
    boolean keepsMethod = status >= 307 || request.method().equals("GET");
    boolean keepsTls = "https".equals(to.getScheme()) || "http".equals(from.getScheme());
    if (location.isEmpty() || !keepsMethod || !keepsTls || to.getHost() == null) {
      throw refused(
          status,
          "redirects to "
              + Excerpt.of(location)
              + ", which is not followed; use that address as the store's url");
    }
    if (withCredentials && !isHome(to)) {
      throw refused(
          status,
          "redirects to another host, "
              + Excerpt.of(to.getScheme() + "://" + to.getRawAuthority())
              + ", where our credentials do not go; if it is to have them, use it as the url");
    }
    return to;
  }

  private StoreException refused(int status, String why) {
    return new StoreException(store, Kind.UNAVAILABLE, "HTTP " + status + " " + why);
  }
}
