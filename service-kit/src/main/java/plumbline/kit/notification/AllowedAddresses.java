package plumbline.kit.notification;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Where messages may go: to everywhere on the public internet, and to what is named beside it.
 * Nobody who can have a webhook configured, or a name resolved, gets at a neighbour of ours with
 * it: at a database, or at a cloud's metadata.
 */
public final class AllowedAddresses {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?");

  /** An address that is misspelt is no name. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  /** The one block of IPv6 whose addresses are given out; all the others mean something inner. */
  private static final String GIVEN_OUT = "2000::/3";

  /** What is not for everybody, by IANA's registries of special addresses. */
  private static final List<String> SPECIAL =
      List.of(
          "0.0.0.0/8", // this network; 0.0.0.0 reaches the machine itself
          "10.0.0.0/8", // private
          "100.64.0.0/10", // behind a carrier's NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, clouds' metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols
          "192.0.2.0/24", // examples
          "192.88.99.0/24", // relays from IPv6
          "192.168.0.0/16", // private
          "198.18.0.0/15", // measurements
          "198.51.100.0/24", // examples
          "203.0.113.0/24", // examples
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // protocols; tunnels of Teredo hold IPv4 addresses
          "2001:db8::/32", // examples
          "2002::/16", // 6to4 holds IPv4 addresses
          "3fff::/20"); // examples

  private final Set<String> names;
  private final List<AddressRange> ranges;
  private final AddressRange givenOut = range(GIVEN_OUT);
  private final List<AddressRange> special = SPECIAL.stream().map(AllowedAddresses::range).toList();

  private AllowedAddresses(Set<String> names, List<AddressRange> ranges) {
    this.names = Set.copyOf(names);
    this.ranges = List.copyOf(ranges);
  }

  /**
   * What is allowed beside the public internet.
   *
   * @param words addresses, ranges such as {@code 10.1.0.0/16}, or names of hosts
   * @param wrong is told what cannot be read
   */
  public static AllowedAddresses parse(List<String> words, Consumer<String> wrong) {
    var names = new ArrayList<String>();
    var ranges = new ArrayList<AddressRange>();
    for (var each : words) {
      var word = each.strip().toLowerCase(Locale.ROOT);
      var range = AddressRange.parse(word);
      if (range.isPresent()) {
        ranges.add(range.get());
      } else if (NAME.matcher(word).matches() && !NUMBERS.matcher(word).matches()) {
        names.add(word);
      } else {
        wrong.accept(each);
      }
    }
    return new AllowedAddresses(Set.copyOf(names), ranges);
  }

  /** Whether a message for the host may go to that address, which is one of the host's. */
  boolean allows(String host, InetAddress address) {
    return isPublic(address)
        || names.contains(host.toLowerCase(Locale.ROOT))
        || ranges.stream().anyMatch(range -> range.holds(address));
  }

  private boolean isPublic(InetAddress address) {
    var isGivenOut = address.getAddress().length == 4 || givenOut.holds(address);
    return isGivenOut && special.stream().noneMatch(range -> range.holds(address));
  }

  private static AddressRange range(String text) {
    return AddressRange.parse(text).orElseThrow();
  }
}
