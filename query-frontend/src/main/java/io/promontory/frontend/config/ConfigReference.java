package io.promontory.frontend.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.promontory.adapter.auth.Secret;
import io.promontory.series.text.GoDurations;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/configuration.md} from the section classes. */
public final class ConfigReference {
  private static final List<Class<?>> STORES =
      List.of(
          PrometheusStoreSection.class,
          GrpcStoreSection.class,
          ManagedStoreSection.class,
          BlocksStoreSection.class);

  private static final String INTRO =
      """
      # Configuration

      One YAML file, given to `promontory server FILE`; `promontory check FILE` says whether it is good. Made from the
      classes of `io.promontory.frontend.config`: change them, not this page.

      - Durations are Prometheus': `500ms`, `30s`, `1h30m`, `15d`. Relative paths are relative to the file.
      - `${NAME}` in a value is the environment variable of that name, which must be set; `$${NAME}` is the text itself.
      - Secrets can stand in files (keys ending in `_file`) and are never shown.
      - Unknown keys are errors. A key that is empty counts as absent.
      - `kill -HUP` reads the file again and puts its `stores`, `rule_files`, `alerting` and `remote_write` in force; other
        sections wait for the next start. `POST /-/reload` does the same where `web.enable_lifecycle` is on.

      ```yaml
      stores:
        - {name: eu, type: prometheus, url: http://prometheus:9090, external_labels: {region: eu}}
        - {name: sidecar, type: grpc, address: sidecar:10901, required: false}
        - {name: pair, type: prometheus, replicas: ["http://a:9090", "http://b:9090"], replica_labels: [prometheus_replica]}
        - name: zones
          type: prometheus
          file_sd_configs: [{files: [targets/*.yml]}]
          min_time: -2h
      ```

      `server`, `logging`, `metrics`, `admin` and `health` are Dropwizard's own sections, with these defaults: HTTP on
      127.0.0.1:9090 (`server.applicationConnectors`), no admin port, virtual threads, 100 000 at most, request headers up
      to 1 MiB, logs as JSON lines on standard error at level `INFO`.
      """;

  private ConfigReference() {}

  /** The whole page. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(INTRO);
    Map<Class<?>, String> sections = new LinkedHashMap<>();
    collect(FrontendConfig.class, "", sections);
    collect(WebFileSection.class, "web.config_file", sections);
    sections.forEach((type, title) -> section(page, type, title));
    return page.toString();
  }

  private static void section(StringBuilder page, Class<?> type, String title) {
    page.append("\n## ").append(title.isEmpty() ? "Top level" : "`" + title + "`").append('\n');
    Doc doc = type.getAnnotation(Doc.class);
    if (doc != null) {
      page.append('\n').append(doc.value()).append('\n');
    }
    page.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
    Object defaults = type == StoreConfig.class ? null : create(type);
    for (Field field : fields(type)) {
      Doc meaning = field.getAnnotation(Doc.class);
      if (meaning != null) {
        page.append("| `")
            .append(key(field))
            .append("` | ")
            .append(typeName(field.getGenericType()))
            .append(" | ")
            .append(shown(field, defaults == null ? create(GrpcStoreSection.class) : defaults))
            .append(" | ")
            .append(meaning.value().replace("|", "\\|"))
            .append(" |\n");
      }
    }
  }

  private static void collect(Class<?> type, String title, Map<Class<?>, String> sections) {
    if (sections.putIfAbsent(type, title) != null) {
      return;
    }
    for (Field field : fields(type)) {
      if (!field.isAnnotationPresent(Doc.class)) {
        continue;
      }
      String child = title.isEmpty() ? key(field) : title + "." + key(field);
      Type element = field.getGenericType();
      if (element instanceof ParameterizedType list && list.getRawType() == List.class) {
        element = list.getActualTypeArguments()[0];
        child += "[]";
      }
      if (element == StoreConfig.class) {
        collect(StoreConfig.class, child, sections);
        for (Class<?> store : STORES) {
          collect(store, child + " of type " + typeOf(store), sections);
        }
      } else if (element instanceof Class<?> nested && nested.isAnnotationPresent(Section.class)) {
        collect(nested, child, sections);
      }
    }
  }

  /** Those of the section and of what it shares with others; stores share a section of its own. */
  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>(List.of(type.getDeclaredFields()));
    for (Class<?> shared = type.getSuperclass();
        shared != null && shared != StoreConfig.class;
        shared = shared.getSuperclass()) {
      fields.addAll(List.of(shared.getDeclaredFields()));
    }
    return fields;
  }

  private static String typeOf(Class<?> store) {
    return store.getSimpleName().replace("StoreSection", "").toLowerCase(Locale.ROOT);
  }

  private static String key(Field field) {
    JsonProperty named = field.getAnnotation(JsonProperty.class);
    if (named != null) {
      return named.value();
    }
    StringBuilder key = new StringBuilder();
    for (char c : field.getName().toCharArray()) {
      if (Character.isUpperCase(c)) {
        key.append('_');
      }
      key.append(Character.toLowerCase(c));
    }
    return key.toString();
  }

  private static String typeName(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? "list of " + typeName(generic.getActualTypeArguments()[0])
          : "mapping";
    }
    if (type == Duration.class) {
      return "duration";
    }
    if (type == boolean.class) {
      return "boolean";
    }
    if (type == int.class
        || type == long.class
        || type == Long.class
        || type == Integer.class
        || type == BigInteger.class) {
      return "number";
    }
    if (type == Secret.class) {
      return "secret";
    }
    return type == String.class ? "text" : "section";
  }

  private static String shown(Field field, Object defaults) {
    Object value = valueOf(field, defaults);
    return switch (value) {
      case null -> "";
      case Duration duration -> "`" + GoDurations.print(duration.toNanos()) + "`";
      case String text -> text.isEmpty() ? "" : "`" + text + "`";
      case Collection<?> list -> list.isEmpty() ? "" : "`" + new ArrayList<>(list) + "`";
      case Map<?, ?> map -> map.isEmpty() ? "" : "`" + map + "`";
      case Number number -> "`" + number + "`";
      case Boolean flag -> "`" + flag + "`";
      default -> "";
    };
  }

  private static @Nullable Object valueOf(Field field, Object section) {
    try {
      field.setAccessible(true);
      return field.get(section);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object create(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is a section without a constructor", e);
    }
  }
}
