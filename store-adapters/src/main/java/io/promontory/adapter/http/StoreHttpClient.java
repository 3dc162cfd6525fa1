package io.promontory.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLException;

/**
 * Talks HTTP/1.1 to one store. Each call has a deadline that holds for the body too. A request is
 * sent again at most once, and only where the connection broke before an answer began: never after
 * a timeout or an answer of any kind.
 */
public final class StoreHttpClient implements AutoCloseable {
  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_SKIPPED = 64 << 10;

  private final String store;
  private final URI base;
  private final HttpClientConfig config;
  private final Duration timeout;
  private final ExecutorService executor;
  private final ScheduledThreadPoolExecutor scheduler;
  private final HttpClient client;

  /**
   * Opens no connection yet.
   *
   * @param store name for failures
   * @param base URL that paths are appended to; a path of its own is kept
   * @param timeout most time for one call, body included
   */
  public StoreHttpClient(String store, URI base, HttpClientConfig config, Duration timeout) {
    this.store = store;
    this.base = base;
    this.config = config;
    this.timeout = timeout;
    this.executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-" + store + "-", 0).factory());
    this.scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines-" + store).factory());
    scheduler.setRemoveOnCancelPolicy(true);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(config.connectTimeout())
            .executor(executor);
    if ("https".equals(base.getScheme())) {
      builder.sslContext(TlsContexts.of(config.tls()));
    }
    this.client = builder.build();
  }

  /**
   * Sends a GET.
   *
   * @param pathAndQuery appended to the base URL; begins with a slash, already escaped
   * @throws StoreException if no answer comes; an answer of any status is returned
   */
  public HttpAnswer get(String pathAndQuery, QueryContext context) {
    return call("GET", pathAndQuery, BodyPublishers.noBody(), Map.of(), context);
  }

  /** Sends a POST; otherwise as {@link #get}. */
  public HttpAnswer post(
      String path, byte[] body, Map<String, String> headers, QueryContext context) {
    return call("POST", path, BodyPublishers.ofByteArray(body), headers, context);
  }

  private HttpAnswer call(
      String method,
      String pathAndQuery,
      BodyPublisher body,
      Map<String, String> headers,
      QueryContext context) {
    URI uri = resolve(pathAndQuery);
    CallGuard guard = guard(context);
    boolean handedOver = false;
    try {
      for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
        HttpRequest request = request(method, uri, body, headers, guard);
        HttpResponse<InputStream> response = sendOnceOrTwice(request, guard);
        GuardedBody answer = new GuardedBody(store, response.body(), guard, context.budget());
        if (!isRedirect(response.statusCode())) {
          handedOver = true;
          return new HttpAnswer(uri, response.statusCode(), response.headers(), answer);
        }
        answer.discard(MOST_SKIPPED);
        uri = redirected(method, uri, response);
      }
      throw unavailable("more than " + MOST_REDIRECTS + " redirects from " + base);
    } finally {
      if (!handedOver) {
        guard.close();
      }
    }
  }

  private CallGuard guard(QueryContext context) {
    try {
      return new CallGuard(store, context, timeout, scheduler);
    } catch (RejectedExecutionException e) {
      throw unavailable("the store is closed", e);
    }
  }

  private URI resolve(String pathAndQuery) {
    String text = base.toString();
    String params = params();
    return URI.create(
        (text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
            + pathAndQuery
            + (params.isEmpty() ? "" : (pathAndQuery.contains("?") ? "&" : "?") + params));
  }

  private String params() {
    StringBuilder query = new StringBuilder();
    config
        .params()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        query
                            .append(query.isEmpty() ? "" : "&")
                            .append(URLEncoder.encode(name, UTF_8))
                            .append('=')
                            .append(URLEncoder.encode(value, UTF_8))));
    return query.toString();
  }

  private HttpRequest request(
      String method, URI uri, BodyPublisher body, Map<String, String> headers, CallGuard guard) {
    guard.check();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri).method(method, body).header("User-Agent", UserAgent.VALUE);
    headers.forEach(builder::header);
    if (isOurHost(uri)) {
      authorize(builder);
    }
    return builder.build();
  }

  /** Credentials and configured headers go to the configured host only. */
  private boolean isOurHost(URI uri) {
    return base.getScheme().equals(uri.getScheme())
        && String.valueOf(base.getRawAuthority()).equals(uri.getRawAuthority());
  }

  private void authorize(HttpRequest.Builder builder) {
    try {
      if (config.basicAuth() != null) {
        builder.setHeader("Authorization", config.basicAuth().headerValue());
      }
      if (config.authorization() != null) {
        builder.setHeader("Authorization", config.authorization().headerValue());
      }
      config.headers().forEach((name, value) -> builder.setHeader(name, value.reveal()));
    } catch (UncheckedIOException e) {
      throw new StoreException(store, Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private HttpResponse<InputStream> sendOnceOrTwice(HttpRequest request, CallGuard guard) {
    try {
      return send(request, guard);
    } catch (ConnectionBrokenException e) {
      guard.check();
      try {
        return send(request, guard);
      } catch (ConnectionBrokenException again) {
        throw guard.failureOr(
            unavailable(Failures.connecting(request.uri(), again.failure), again.failure));
      }
    }
  }

  /** The connection broke before an answer began. */
  private static final class ConnectionBrokenException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient IOException failure;

    ConnectionBrokenException(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request, CallGuard guard)
      throws ConnectionBrokenException {
    CompletableFuture<HttpResponse<InputStream>> future =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    guard.onEnd(() -> future.cancel(true));
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting", e);
    } catch (CancellationException e) {
      throw guard.failureOr(new StoreException(store, Kind.CANCELED, "the call was cancelled", e));
    } catch (ExecutionException e) {
      throw failure(request, guard, e);
    }
  }

  private StoreException failure(HttpRequest request, CallGuard guard, ExecutionException wrapper)
      throws ConnectionBrokenException {
    if (!(wrapper.getCause() instanceof IOException failure)) {
      return guard.failureOr(unavailable("cannot send a request: " + wrapper.getCause(), wrapper));
    }
    // The JDK's client has tried a refused connection twice itself.
    if (guard.hasEnded()
        || failure instanceof ConnectException
        || failure instanceof HttpTimeoutException
        || failure instanceof SSLException) {
      StoreException failed = unavailable(Failures.connecting(request.uri(), failure), failure);
      boolean unsent =
          failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
      return guard.failureOr(unsent ? failed.worthRetryAfter(Duration.ZERO) : failed);
    }
    throw new ConnectionBrokenException(failure);
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private URI redirected(String method, URI from, HttpResponse<InputStream> response) {
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
    boolean keepsMethod = response.statusCode() >= 307 || method.equals("GET");
    boolean keepsTls = "https".equals(to.getScheme()) || "http".equals(from.getScheme());
    if (location.isEmpty() || !keepsMethod || !keepsTls || to.getHost() == null) {
      throw unavailable(
          "HTTP "
              + response.statusCode()
              + " redirects to "
              + Excerpt.of(location)
              + ", which is not followed; use that address as the store's url");
    }
    return to;
  }

  private StoreException unavailable(String message) {
    return new StoreException(store, Kind.UNAVAILABLE, message);
  }

  private StoreException unavailable(String message, Throwable cause) {
    return new StoreException(store, Kind.UNAVAILABLE, message, cause);
  }

  /** Closes all connections; calls under way fail. */
  @Override
  public void close() {
    client.shutdownNow();
    scheduler.shutdownNow();
    executor.shutdownNow();
  }
}
