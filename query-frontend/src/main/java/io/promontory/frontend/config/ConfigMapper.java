package io.promontory.frontend.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.dropwizard.jackson.AnnotationSensitivePropertyNamingStrategy;
import io.dropwizard.jackson.FuzzyEnumModule;
import io.dropwizard.jackson.Jackson;
import io.promontory.adapter.auth.Secret;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;
import java.time.Duration;

/** The mapper between the file's tree and the classes of its sections. */
final class ConfigMapper {
  private ConfigMapper() {}

  static ObjectMapper create() {
    // Dropwizard's usual mapper but for Blackbird, which makes a class for each property: a file is
    // read once.
    ObjectMapper mapper = Jackson.newMinimalObjectMapper();
    mapper.registerModules(
        new FuzzyEnumModule(), new ParameterNamesModule(), new Jdk8Module(), new JavaTimeModule());
    mapper.setPropertyNamingStrategy(new AnnotationSensitivePropertyNamingStrategy());
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper
        .coercionConfigDefaults()
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    mapper.registerModule(
        new SimpleModule("promontory-config")
            .addDeserializer(Duration.class, new DurationReader())
            .addSerializer(Duration.class, new DurationWriter())
            .addDeserializer(Secret.class, new SecretReader())
            .addSerializer(Secret.class, new SecretWriter()));
    return mapper;
  }

  private static final class DurationReader extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = _parseString(parser, context, this);
      try {
        return Duration.ofNanos(GoDurations.parse(text));
      } catch (TextFormatException e) {
        throw context.weirdStringException(text, Duration.class, e.getMessage());
      }
    }
  }

  private static final class DurationWriter extends StdScalarSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(GoDurations.print(value.toNanos()));
    }
  }

  private static final class SecretReader extends StdScalarDeserializer<Secret> {
    private static final long serialVersionUID = 1L;

    SecretReader() {
      super(Secret.class);
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Secret.of(_parseString(parser, context, this));
    }
  }

  private static final class SecretWriter extends StdScalarSerializer<Secret> {
    private static final long serialVersionUID = 1L;

    SecretWriter() {
      super(Secret.class);
    }

    @Override
    public void serialize(Secret value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(Secret.SHOWN);
    }
  }
}
