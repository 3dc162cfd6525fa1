package io.promontory.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Signs requests by AWS' Signature Version 4. Signed are the host, the time, the session token, the
 * hash of the body, and path and query as they go over the wire; no other header, since a proxy
 * between may change those.
 */
final class RequestSigner {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String region;
  private final String service;
  private final Clock clock;

  RequestSigner(String region, String service, InstantSource time) {
    this.region = region;
    this.service = service;
    this.clock = time.withZone(ZoneOffset.UTC);
  }

  /** The request with its signature, and with the URI that was signed: others do not fit it. */
  OutgoingRequest sign(OutgoingRequest request, AwsCredentials credentials) {
    byte[] body = request.body();
    SignedRequest signed =
        signer.sign(
            all ->
                all.identity(credentials)
                    .request(bare(request))
                    .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    Map<String, String> headers = new LinkedHashMap<>();
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.equalsIgnoreCase("host")) {
                headers.put(name, String.join(",", values));
              }
            });
    return request.withUri(signed.request().getUri()).withHeaders(headers);
  }

  private static SdkHttpRequest bare(OutgoingRequest request) {
    URI uri = request.uri();
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.fromValue(request.method()))
        .protocol(uri.getScheme())
        .host(uri.getHost())
        .port(uri.getPort() < 0 ? null : uri.getPort())
        .encodedPath(uri.getRawPath())
        .rawQueryParameters(parameters(uri.getRawQuery()))
        .build();
  }

  /**
   * The parameters as a server reads them. AWS' canonical query has %20 for a blank; a plus in what
   * we send would be taken for itself there and for a blank by the server behind.
   */
  static Map<String, List<String>> parameters(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters
          .computeIfAbsent(URLDecoder.decode(name, UTF_8), unused -> new ArrayList<>())
          .add(URLDecoder.decode(value, UTF_8));
    }
    return parameters;
  }
}
