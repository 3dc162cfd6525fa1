package io.promontory.series.relabel;

import com.google.re2j.Matcher;
import io.promontory.series.regex.ReplacementTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A checked rule. */
sealed interface RelabelRule {
  /** Changes the labels; false where the rule drops their set. */
  boolean apply(LabelEdit labels);

  /** Whether it can set, change or remove a label of this name. */
  boolean mayChange(String name);

  /** Where the value comes from that a rule looks at. */
  record Sources(String[] names, String separator) {
    static Sources of(RelabelConfig config) {
      return new Sources(config.sources().toArray(String[]::new), config.separator());
    }

    String value(LabelEdit labels) {
      if (names.length == 1) {
        return labels.get(names[0]);
      }
      StringBuilder joined = new StringBuilder();
      for (int i = 0; i < names.length; i++) {
        joined.append(i == 0 ? "" : separator).append(labels.get(names[i]));
      }
      return joined.toString();
    }
  }

  /** {@code keep} and {@code drop}. */
  record Filter(Sources sources, RelabelPattern pattern, boolean keep) implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      return pattern.matches(sources.value(labels)) == keep;
    }

    @Override
    public boolean mayChange(String name) {
      return false;
    }
  }

  /** {@code keepequal} and {@code dropequal}. */
  record EqualFilter(Sources sources, String target, boolean keep) implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      return labels.get(target).equals(sources.value(labels)) == keep;
    }

    @Override
    public boolean mayChange(String name) {
      return false;
    }
  }

  /**
   * {@code replace}.
   *
   * @param fixedTarget the target where it refers to no group, else null
   */
  record Replace(
      Sources sources,
      RelabelPattern pattern,
      ReplacementTemplate target,
      @Nullable String fixedTarget,
      ReplacementTemplate replacement,
      NameScheme scheme)
      implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      Matcher match = pattern.match(sources.value(labels));
      if (match != null) {
        String name = target.expand(match);
        if (scheme.isLabelName(name)) {
          labels.set(name, replacement.expand(match));
        }
      }
      return true;
    }

    @Override
    public boolean mayChange(String name) {
      return fixedTarget == null || fixedTarget.equals(name);
    }
  }

  /** {@code hashmod}: the last eight bytes of the MD5 sum, an unsigned number, modulo another. */
  record HashMod(Sources sources, String target, long modulus) implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      byte[] value = sources.value(labels).getBytes(StandardCharsets.UTF_8);
      long hash = ByteBuffer.wrap(md5().digest(value)).getLong(8);
      labels.set(target, Long.toUnsignedString(Long.remainderUnsigned(hash, modulus)));
      return true;
    }

    private static MessageDigest md5() {
      try {
        return MessageDigest.getInstance("MD5");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has MD5", e);
      }
    }

    @Override
    public boolean mayChange(String name) {
      return target.equals(name);
    }
  }

  /** {@code lowercase} and {@code uppercase}, by Unicode's simple mapping. */
  record CaseChange(Sources sources, String target, IntUnaryOperator change)
      implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      StringBuilder changed = new StringBuilder();
      sources.value(labels).codePoints().map(change).forEach(changed::appendCodePoint);
      labels.set(target, changed.toString());
      return true;
    }

    @Override
    public boolean mayChange(String name) {
      return target.equals(name);
    }
  }

  /** {@code labelmap}. */
  record LabelMap(
      RelabelPattern pattern, ReplacementTemplate replacement, @Nullable String fixedTarget)
      implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      LabelEdit before = new LabelEdit(labels.build());
      for (String name : labels.names()) {
        if (pattern.matches(name)) {
          labels.set(pattern.replaceAll(name, replacement), before.get(name));
        }
      }
      return true;
    }

    @Override
    public boolean mayChange(String name) {
      return fixedTarget == null || fixedTarget.equals(name);
    }
  }

  /** {@code labeldrop} and {@code labelkeep}. */
  record LabelFilter(RelabelPattern pattern, boolean keep) implements RelabelRule {
    @Override
    public boolean apply(LabelEdit labels) {
      labels.names().stream().filter(this::mayChange).forEach(labels::remove);
      return true;
    }

    @Override
    public boolean mayChange(String name) {
      return pattern.matches(name) != keep;
    }
  }
}
