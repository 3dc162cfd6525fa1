package io.promontory.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwsHostsTest {
  @Test
  void endpointsNameTheirRegion() {
    assertThat(AwsHosts.region("aps-workspaces.eu-west-1.amazonaws.com")).isEqualTo("eu-west-1");
    assertThat(AwsHosts.region("APS-workspaces.us-gov-east-1.amazonaws.com"))
        .isEqualTo("us-gov-east-1");
    assertThat(AwsHosts.region("aps-workspaces.ap-south-1.api.aws")).isEqualTo("ap-south-1");
    assertThat(AwsHosts.region("aps-workspaces-fips.us-east-2.api.aws")).isEqualTo("us-east-2");
    assertThat(AwsHosts.region("monitoring.eu-central-1.amazonaws.com")).isEqualTo("eu-central-1");
    assertThat(AwsHosts.region("aps-workspaces.cn-north-1.amazonaws.com.cn"))
        .isEqualTo("cn-north-1");
    assertThat(AwsHosts.region("vpce-0a1-b2.aps-workspaces.eu-west-1.vpce.amazonaws.com"))
        .isEqualTo("eu-west-1");
  }

  @Test
  void otherHostsNameNone() {
    assertThat(AwsHosts.region("prometheus.example.com")).isNull();
    assertThat(AwsHosts.region("127.0.0.1")).isNull();
    assertThat(AwsHosts.region("eu-west-1.example.com")).isNull();
    assertThat(AwsHosts.region("sts.amazonaws.com")).isNull();
    assertThat(AwsHosts.region("amazonaws.com")).isNull();
    assertThat(AwsHosts.region("a.eu-west-.amazonaws.com")).isNull();
    assertThat(AwsHosts.region("eu-west-1.amazonaws.com.evil.net")).isNull();
  }
}
