package io.promontory.frontend.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.promontory.adapter.auth.Secret;
import io.promontory.series.text.Sha256;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Tells top-level sections apart, secrets included, without keeping these. */
final class SectionDigests {
  private SectionDigests() {}

  /**
   * The SHA-256 of each section: ours with all defaults, Dropwizard's as written; the order of keys
   * does not count.
   */
  static Map<String, String> of(FrontendConfig config, ObjectNode written) {
    ObjectMapper mapper =
        ConfigMapper.create()
            .registerModule(
                new SimpleModule("promontory-revealed")
                    .addSerializer(Secret.class, new SecretRevealer()))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    JsonNode sections = ShownConfig.sections(mapper, config, written);
    Map<String, String> digests = new TreeMap<>();
    sections
        .properties()
        .forEach(entry -> digests.put(entry.getKey(), digest(mapper, entry.getValue())));
    return Map.copyOf(digests);
  }

  private static String digest(ObjectMapper mapper, JsonNode section) {
    try {
      Object plain = mapper.treeToValue(section, Object.class);
      return Sha256.hex(mapper.writeValueAsString(plain));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts does not print", e);
    }
  }

  private static final class SecretRevealer extends StdScalarSerializer<Secret> {
    private static final long serialVersionUID = 1L;

    SecretRevealer() {
      super(Secret.class);
    }

    @Override
    public void serialize(Secret value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.reveal());
    }
  }
}
