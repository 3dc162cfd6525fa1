package io.promontory.frontend.config;

import io.promontory.series.relabel.RelabelAction;
import io.promontory.series.relabel.RelabelConfig;
import io.promontory.series.relabel.RelabelException;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relabelling rule. */
@Section
@Doc("A relabelling rule, as Prometheus has them. Rules are applied in order.")
public final class RelabelSection {
  @Doc("Labels whose values are joined by `separator`.")
  private @Nullable List<String> sourceLabels;

  @Doc("Between joined values.")
  private String separator = RelabelConfig.SEPARATOR;

  @Doc(
      "Regular expression (RE2) for the joined values, or for names of labels; anchored at both ends."
          + " Default: `(.*)`.")
  private @Nullable String regex;

  @Doc("Modulus of `hashmod`.")
  private BigInteger modulus = BigInteger.ZERO;

  @Doc("Label that is written to; `replace` knows references such as `${1}`.")
  private String targetLabel = "";

  @Doc(
      "What is written, with references to groups of `regex` (`$1`, `${1}`; `$${name}` for a group with"
          + " a name); for `labelmap` the new name.")
  private String replacement = RelabelConfig.REPLACEMENT;

  @Doc(
      "`replace`, `keep`, `drop`, `keepequal`, `dropequal`, `hashmod`, `labelmap`, `labeldrop`,"
          + " `labelkeep`, `lowercase` or `uppercase`.")
  private String action = RelabelAction.REPLACE.word();

  /**
   * The rule.
   *
   * @throws RelabelException if its action is none, or the modulus no unsigned number of 64 bits
   */
  public RelabelConfig rule() {
    if (modulus.signum() < 0 || modulus.bitLength() > Long.SIZE) {
      throw new RelabelException("the modulus " + modulus + " is out of range");
    }
    return new RelabelConfig(
        sourceLabels,
        separator,
        regex,
        modulus.longValue(),
        targetLabel,
        replacement,
        RelabelAction.parse(action));
  }
}
