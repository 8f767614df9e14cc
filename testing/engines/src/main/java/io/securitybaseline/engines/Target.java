package io.securitybaseline.engines;

import java.util.List;

/** An address and port that pods try. */
record Target(String name, String ip, int port) {

  static final String IMDS_IP = "169.254.169.254";

  /** The one that the control is about. */
  static final Target IMDS = new Target("imds:80", IMDS_IP, 80);

  static final String NODE_IP = "10.224.0.4";

  /** What every pod tries, apart from other pods. */
  static final List<Target> FIXED =
      List.of(
          IMDS,
          new Target("imds:443", IMDS_IP, 443),
          new Target("beside-imds:80", "169.254.169.253", 80),
          new Target("wireserver:80", "168.63.129.16", 80),
          new Target("wireserver:32526", "168.63.129.16", 32526),
          new Target("localdns:53", "169.254.10.10", 53),
          new Target("node:10250", NODE_IP, 10250),
          new Target("internet:443", "203.0.113.10", 443),
          new Target("internet:80", "203.0.113.10", 80),
          new Target("internet:53", "8.8.8.8", 53),
          new Target("private:443", "10.0.0.4", 443));

  /** The metadata service on any port: the control closes it, so it is not missed. */
  boolean isImds() {
    return ip.equals(IMDS_IP);
  }

  static Target pod(LabPod pod, int port) {
    return new Target(pod.id() + ":" + port, pod.ip(), port);
  }
}
