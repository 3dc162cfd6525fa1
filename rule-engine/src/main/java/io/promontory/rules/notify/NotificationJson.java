package io.promontory.rules.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.promontory.series.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes notifications as Alertmanager's API v2 takes them ({@code postableAlerts}). */
final class NotificationJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private NotificationJson() {}

  static byte[] of(List<Notification> notifications) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartArray();
      for (Notification notification : notifications) {
        write(notification, out);
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Notification notification, JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (!notification.annotations().isEmpty()) {
      write("annotations", notification.annotations(), out);
    }
    write("endsAt", notification.endsAt(), out);
    write("startsAt", notification.startsAt(), out);
    out.writeStringField("generatorURL", notification.generatorUrl());
    write("labels", notification.labels(), out);
    out.writeEndObject();
  }

  private static void write(String name, Labels labels, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(name);
    for (int i = 0; i < labels.size(); i++) {
      out.writeStringField(labels.name(i), labels.value(i));
    }
    out.writeEndObject();
  }

  private static void write(String name, Instant time, JsonGenerator out) throws IOException {
    out.writeStringField(name, MILLISECONDS.format(time));
  }
}
