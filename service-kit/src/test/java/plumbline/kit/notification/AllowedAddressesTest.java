package plumbline.kit.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotForEverybodyIsRefused(String address) throws UnknownHostException {
    assertThat(read(List.of()).allows("example.com", InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "192.169.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "::ffff:1.1.1.1",
        "2003::1"
      })
  void whatIsPublicIsAllowed(String address) throws UnknownHostException {
    assertThat(read(List.of()).allows("example.com", InetAddress.getByName(address))).isTrue();
  }

  @Test
  void whatIsNamedIsAllowedAndNothingBesideIt() throws UnknownHostException {
    var allowed = read(List.of("10.1.0.0/16", " 192.168.1.7", "fd00:1::/32", "Hooks.Internal"));
    assertThat(allows(allowed, "a", "10.1.255.1")).isTrue();
    assertThat(allows(allowed, "a", "10.2.0.1")).isFalse();
    assertThat(allows(allowed, "a", "192.168.1.7")).isTrue();
    assertThat(allows(allowed, "a", "192.168.1.8")).isFalse();
    assertThat(allows(allowed, "a", "fd00:1:2::3")).isTrue();
    assertThat(allows(allowed, "a", "fd00:2::3")).isFalse();
    assertThat(allows(allowed, "hooks.internal", "10.9.9.9")).isTrue();
    assertThat(allows(allowed, "other.internal", "10.9.9.9")).isFalse();
    assertThat(allows(read(List.of("10.32.0.0/11")), "a", "10.63.255.255")).isTrue();
    assertThat(allows(read(List.of("10.32.0.0/11")), "a", "10.64.0.0")).isFalse();
    assertThat(allows(read(List.of("0.0.0.0/0")), "a", "127.0.0.1")).isTrue();
    assertThat(allows(read(List.of("0.0.0.0/0")), "a", "::1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "::1/129",
        "a/8",
        "-a",
        "",
        "http://a",
        "10.0.0"
      })
  void whatIsNoAddressIsNamed(String word) {
    var wrong = new ArrayList<String>();
    AllowedAddresses.parse(List.of(word), wrong::add);
    assertThat(wrong).containsExactly(word);
  }

  private static boolean allows(AllowedAddresses allowed, String host, String address)
      throws UnknownHostException {
    return allowed.allows(host, InetAddress.getByName(address));
  }

  private static AllowedAddresses read(List<String> words) {
    return AllowedAddresses.parse(
        words,
        word -> {
          throw new AssertionError(word);
        });
  }
}
