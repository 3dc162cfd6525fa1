package io.promontory.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.auth.AuthException;
import io.promontory.adapter.auth.Authorizer;
import io.promontory.adapter.auth.OutgoingRequest;
import io.promontory.adapter.tls.TlsContexts;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.CallTrace.Count;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
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
  private final Authorizer authorizer;
  private final Redirects redirects;

  /**
   * Opens no connection yet.
   *
   * @param store name for failures
   * @param base URL that paths are appended to; a path of its own is kept
   * @param timeout most time for one call, body included
   * @throws IllegalArgumentException if TLS or who asks is not to be had as configured
   */
  public StoreHttpClient(String store, URI base, HttpClientConfig config, Duration timeout) {
    this.store = store;
    this.base = base;
    this.config = config;
    this.timeout = timeout;
    this.authorizer = Authorizer.open(config.auth(), base, config.clock());
    this.redirects = new Redirects(store, base, config.auth() != null);
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
    return call(outgoing("GET", pathAndQuery, new byte[0], Map.of()), context);
  }

  /** Sends a POST; otherwise as {@link #get}. */
  public HttpAnswer post(
      String path, byte[] body, Map<String, String> headers, QueryContext context) {
    return call(outgoing("POST", path, body, headers), context);
  }

  private OutgoingRequest outgoing(
      String method, String pathAndQuery, byte[] body, Map<String, String> headers) {
    return new OutgoingRequest(method, resolve(pathAndQuery), headers, body)
        .withHeader("User-Agent", UserAgent.VALUE);
  }

  private HttpAnswer call(OutgoingRequest asked, QueryContext context) {
    CallGuard guard = guard(context);
    OutgoingRequest plain = asked;
    boolean renewed = false;
    boolean handedOver = false;
    try {
      for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
        CallTrace.add(context, Count.REQUESTS, 1);
        HttpResponse<InputStream> response = sendOnceOrTwice(plain, guard);
        if (response.statusCode() == 401 && !renewed && authorizer.renews()) {
          renewed = true;
          body(response, guard, context).discard(MOST_SKIPPED);
          response = sendOnceOrTwice(plain, guard);
        }
        GuardedBody answer = body(response, guard, context);
        if (!Redirects.isOne(response.statusCode())) {
          handedOver = true;
          return new HttpAnswer(
              plain.uri(), response.statusCode(), response.headers(), answer, authorizer);
        }
        answer.discard(MOST_SKIPPED);
        plain = plain.withUri(redirects.follow(plain, response));
      }
      throw unavailable("more than " + MOST_REDIRECTS + " redirects from " + base);
    } finally {
      if (!handedOver) {
        guard.close();
      }
    }
  }

  private GuardedBody body(
      HttpResponse<InputStream> response, CallGuard guard, QueryContext context) {
    return new GuardedBody(store, response.body(), guard, context.budget());
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

  /** An attempt: each says anew who asks. */
  private HttpRequest request(OutgoingRequest plain, CallGuard guard) {
    guard.check();
    OutgoingRequest request = redirects.isHome(plain.uri()) ? authorized(plain, guard) : plain;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                request.method().equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!takes(builder, name, value)) {
                throw unavailable(
                    "the header "
                        + name
                        + " cannot be sent: it has a line break or another character that no header"
                        + " can hold; check what is configured, or the file or server that gives"
                        + " it");
              }
            });
    guard.check();
    return builder.build();
  }

  /** The builder's own refusal shows the value, which may be a secret. */
  private static boolean takes(HttpRequest.Builder builder, String name, String value) {
    try {
      builder.setHeader(name, value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Credentials and configured headers go to the configured host only. */
  private OutgoingRequest authorized(OutgoingRequest plain, CallGuard guard) {
    try {
      Map<String, String> ours = new LinkedHashMap<>();
      config.headers().forEach((name, value) -> ours.put(name, value.reveal()));
      return authorizer.authorize(plain.withHeaders(ours), guard.remaining());
    } catch (UncheckedIOException e) {
      throw unavailable(String.valueOf(e.getMessage()), e);
    } catch (AuthException e) {
      Kind kind =
          e.isTimeout()
              ? Kind.TIMEOUT
              : Thread.currentThread().isInterrupted() ? Kind.CANCELED : Kind.UNAVAILABLE;
      throw guard.failureOr(new StoreException(store, kind, String.valueOf(e.getMessage()), e));
    }
  }

  private HttpResponse<InputStream> sendOnceOrTwice(OutgoingRequest plain, CallGuard guard) {
    try {
      return send(request(plain, guard), guard);
    } catch (ConnectionBrokenException e) {
      guard.check();
      try {
        return send(request(plain, guard), guard);
      } catch (ConnectionBrokenException again) {
        throw guard.failureOr(
            unavailable(Failures.connecting(plain.uri(), again.failure), again.failure));
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
    authorizer.close();
    scheduler.shutdownNow();
    executor.shutdownNow();
  }
}
