package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.Condition;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The requests that write. A write that must not happen twice carries an id in the object's
 * metadata: when a retry is told that the object is there already, the id says whether it is the
 * one that an earlier attempt wrote, whose answer was lost.
 */
final class S3Writes {
  /** Name of the metadata with the id. */
  static final String WRITE_ID = "promontory-write";

  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final int MOST_CONFLICTS = 10;

  private final S3Options options;
  private final S3Client client;
  private final S3Calls calls;
  private final S3Heads heads;

  S3Writes(S3Options options, S3Client client, S3Calls calls, S3Heads heads) {
    this.options = options;
    this.client = client;
    this.calls = calls;
    this.heads = heads;
  }

  Optional<String> put(String key, byte[] content, Condition condition) {
    String id = UUID.randomUUID().toString();
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(options.bucket())
            .key(key)
            .contentMD5(md5(content, content.length))
            .contentType(CONTENT_TYPE)
            .serverSideEncryption(options.encryption().algorithm())
            .ssekmsKeyId(options.encryption().kmsKey())
            .requestPayer(options.payer());
    switch (condition) {
      case Condition.Always always -> {}
      case Condition.Absent absent -> request.ifNoneMatch("*").metadata(Map.of(WRITE_ID, id));
      case Condition.Unchanged unchanged ->
          request.ifMatch(unchanged.tag()).metadata(Map.of(WRITE_ID, id));
    }
    for (int conflicts = 0; true; conflicts++) {
      Attempts[] made = new Attempts[1];
      try {
        PutObjectResponse answer =
            calls.run(
                "put",
                "writing " + key,
                content.length,
                (config, attempts) -> {
                  made[0] = attempts;
                  return client.putObject(
                      request.overrideConfiguration(config).build(), body(content, content.length));
                });
        return Optional.of(S3Calls.tag(answer.eTag()));
      } catch (BucketException e) {
        if (!mayBeUnmet(e, condition) || made[0] == null) {
          throw e;
        }
        if (made[0].status() == 409 && conflicts < MOST_CONFLICTS) {
          continue;
        }
        return made[0].count() > 1 || conflicts > 0 ? written(key, id) : Optional.empty();
      }
    }
  }

  /** Another write was first, or (404) there is nothing to replace. */
  private static boolean mayBeUnmet(BucketException e, Condition condition) {
    return switch (condition) {
      case Condition.Always always -> false;
      case Condition.Absent absent -> e.kind() == Kind.CHANGED;
      case Condition.Unchanged unchanged -> e.kind() == Kind.CHANGED || e.kind() == Kind.NOT_FOUND;
    };
  }

  /** The object's tag, if the write of this id made it. */
  private Optional<String> written(String key, String id) {
    return heads
        .of(key)
        .filter(head -> id.equals(head.metadata().get(WRITE_ID)))
        .map(head -> S3Calls.tag(head.eTag()));
  }

  /** Begins an upload in parts and returns its id. */
  String begin(String key, String writeId) {
    String uploadId =
        calls
            .run(
                "upload_create",
                "beginning to write " + key,
                0,
                (config, attempts) ->
                    client.createMultipartUpload(
                        request ->
                            request
                                .bucket(options.bucket())
                                .key(key)
                                .contentType(CONTENT_TYPE)
                                .metadata(Map.of(WRITE_ID, writeId))
                                .serverSideEncryption(options.encryption().algorithm())
                                .ssekmsKeyId(options.encryption().kmsKey())
                                .requestPayer(options.payer())
                                .overrideConfiguration(config)))
            .uploadId();
    if (uploadId == null || uploadId.isEmpty()) {
      throw new BucketException(
          Kind.CORRUPT, "writing " + key + " failed: the server names no id of the upload");
    }
    return uploadId;
  }

  CompletedPart part(String key, String uploadId, int number, byte[] content, int length) {
    String tag =
        calls
            .run(
                "upload_part",
                "writing part " + number + " of " + key,
                length,
                (config, attempts) ->
                    client.uploadPart(
                        request ->
                            request
                                .bucket(options.bucket())
                                .key(key)
                                .uploadId(uploadId)
                                .partNumber(number)
                                .contentMD5(md5(content, length))
                                .requestPayer(options.payer())
                                .overrideConfiguration(config),
                        body(content, length)))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  String complete(String key, String uploadId, String writeId, List<CompletedPart> parts) {
    try {
      String tag =
          calls
              .run(
                  "upload_complete",
                  "completing " + key + " of " + parts.size() + " parts",
                  0,
                  (config, attempts) ->
                      client.completeMultipartUpload(
                          request ->
                              request
                                  .bucket(options.bucket())
                                  .key(key)
                                  .uploadId(uploadId)
                                  .multipartUpload(upload -> upload.parts(parts))
                                  .requestPayer(options.payer())
                                  .overrideConfiguration(config)))
              .eTag();
      return tag == null ? "" : tag;
    } catch (BucketException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      return written(key, writeId).orElseThrow(() -> e);
    }
  }

  void abort(String key, String uploadId) {
    calls.run(
        "upload_abort",
        "giving up writing " + key,
        0,
        (config, attempts) ->
            client.abortMultipartUpload(
                request ->
                    request
                        .bucket(options.bucket())
                        .key(key)
                        .uploadId(uploadId)
                        .requestPayer(options.payer())
                        .overrideConfiguration(config)));
  }

  private static RequestBody body(byte[] content, int length) {
    return RequestBody.fromContentProvider(
        ContentStreamProvider.fromByteArrayUnsafe(
            length == content.length ? content : Arrays.copyOf(content, length)),
        length,
        CONTENT_TYPE);
  }

  private static String md5(byte[] content, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(content, 0, length);
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
