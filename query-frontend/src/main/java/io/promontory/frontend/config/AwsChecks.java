package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a good answer to who asks AWS. */
final class AwsChecks {
  private final AwsIdentitySection section;
  private final List<?> path;
  private final Problems problems;

  private AwsChecks(AwsIdentitySection section, List<?> path, Problems problems) {
    this.section = section;
    this.path = path;
    this.problems = problems;
  }

  /**
   * Checks the keys.
   *
   * @param anonymous whether the section says that nobody asks
   */
  static void check(
      AwsIdentitySection section, boolean anonymous, List<?> path, Problems problems) {
    new AwsChecks(section, path, problems).check(anonymous);
  }

  private void check(boolean anonymous) {
    String sts = section.stsEndpoint();
    if (sts != null) {
      Addresses.checkUrl(sts, to("sts_endpoint"), problems);
    }
    oneOf("secret_key", section.secretKey(), section.secretKeyFile());
    oneOf("session_token", section.sessionToken(), section.sessionTokenFile());
    boolean hasSecret = section.secretKey() != null || section.secretKeyFile() != null;
    if ((section.accessKey() != null) != hasSecret) {
      at("access_key", "and secret_key (or secret_key_file) are needed together");
    }
    if (section.webIdentityTokenFile() != null && section.roleArn() == null) {
      at("web_identity_token_file", "speaks for a role; name it as \"role_arn\"");
    }
    if (section.externalId() != null && section.roleArn() == null) {
      at("external_id", "means nothing without \"role_arn\"");
    }
    List<String> sources = sources(anonymous);
    if (sources.size() > 1) {
      at(sources.get(1), "stands beside \"" + sources.get(0) + "\"; keep one of them");
    }
  }

  private List<String> sources(boolean anonymous) {
    List<String> sources = new ArrayList<>();
    if (section.accessKey() != null) {
      sources.add("access_key");
    }
    if (section.profile() != null) {
      sources.add("profile");
    }
    if (section.webIdentityTokenFile() != null) {
      sources.add("web_identity_token_file");
    }
    if (anonymous) {
      sources.add("anonymous");
    }
    return sources;
  }

  private void oneOf(String key, @Nullable Secret inline, @Nullable String file) {
    if (inline != null && file != null) {
      at(key, "stands beside \"" + key + "_file\"; keep one of them");
    }
  }

  private void at(String key, String message) {
    problems.at(to(key), message);
  }

  private List<Object> to(String key) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }
}
