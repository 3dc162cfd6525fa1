package io.promontory.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.tls.TlsContexts;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a token server (RFC 6749 4.4.2). The client says who it is in the {@code Authorization}
 * header; a server that will not have that is asked again with id and secret in the form (2.3.1),
 * and from then on at once.
 */
final class TokenClient implements AutoCloseable {
  private static final Duration MOST_WAIT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;

  private final OAuth2 config;
  private final InstantSource clock;
  private final HttpClient http;
  private volatile boolean inForm;

  TokenClient(OAuth2 config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5));
    if ("https".equals(config.tokenUrl().getScheme())) {
      builder.sslContext(TlsContexts.of(config.tls()));
    }
    this.http = builder.build();
  }

  /**
   * Fetches a token.
   *
   * @throws AuthException if there is none
   */
  AccessToken fetch(Duration patience) {
    Duration wait = patience.compareTo(MOST_WAIT) < 0 ? patience : MOST_WAIT;
    long start = System.nanoTime();
    TokenAnswer answer = ask(inForm, wait);
    if (!inForm && answer.isRefusal()) {
      TokenAnswer second = ask(true, wait.minusNanos(System.nanoTime() - start));
      if (second.isGrant()) {
        inForm = true;
        answer = second;
      }
    }
    if (!answer.isGrant()) {
      throw new AuthException(
          "oauth2: "
              + config.tokenUrl()
              + " gives \""
              + config.clientId()
              + "\" no token: "
              + answer.said()
              + "; check client_id, client_secret, scopes and token_url",
          null);
    }
    return AccessToken.of(answer.token().reveal(), clock.instant(), answer.lifetime());
  }

  private TokenAnswer ask(boolean secretInForm, Duration wait) {
    if (wait.isNegative() || wait.isZero()) {
      throw late(null);
    }
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(config.tokenUrl())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Accept", "application/json")
              .POST(BodyPublishers.ofString(form(secretInForm)));
      if (!secretInForm) {
        request.header("Authorization", basic());
      }
      return answer(request.build(), wait);
    } catch (UncheckedIOException e) {
      throw new AuthException("oauth2: " + e.getMessage(), e);
    }
  }

  /**
   * The whole answer within a time: the client's own timeout of a request ends with the headers.
   */
  private TokenAnswer answer(HttpRequest request, Duration wait) {
    CompletableFuture<HttpResponse<byte[]>> future =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = future.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return TokenAnswer.read(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw late(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthException("oauth2: interrupted while waiting for a token", e);
    } catch (CancellationException e) {
      throw unasked(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HttpTimeoutException timeout
          ? late(timeout)
          : unasked(e.getCause() == null ? e : e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  private AuthException unasked(Throwable failure) {
    String why =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new AuthException("oauth2: cannot ask " + config.tokenUrl() + ": " + why, failure);
  }

  private AuthException late(@Nullable Throwable cause) {
    return new AuthException(
        "oauth2: no token from " + config.tokenUrl() + " in time", true, cause);
  }

  private String form(boolean withSecret) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (!config.scopes().isEmpty()) {
      form.put("scope", String.join(" ", config.scopes()));
    }
    form.putAll(config.endpointParams());
    if (withSecret) {
      form.put("client_id", config.clientId());
      form.put("client_secret", config.clientSecret().reveal());
    }
    return form.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private String basic() {
    String pair = encode(config.clientId()) + ":" + encode(config.clientSecret().reveal());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
