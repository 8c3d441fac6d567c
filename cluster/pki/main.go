// Command pki makes the certificates of the local cluster. It reads a list of
// what should exist from standard input, and writes only what is missing, is
// about to expire, or no longer says what was asked for.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	authorityLife = 20 * 365 * 24 * time.Hour
	leafLife      = 5 * 365 * 24 * time.Hour
	renewBefore   = 90 * 24 * time.Hour
)

// certificate is one wanted certificate. One without an issuer is an authority.
type certificate struct {
	Name          string   `json:"name"`
	Issuer        string   `json:"issuer"`
	CommonName    string   `json:"commonName"`
	Organizations []string `json:"organizations"`
	Hosts         []string `json:"hosts"`
}

type request struct {
	Folder       string        `json:"folder"`
	Certificates []certificate `json:"certificates"`
	// Keys are key pairs without a certificate, such as the one that signs
	// service-account tokens.
	Keys []string `json:"keys"`
}

type pair struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	fresh       bool
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "pki: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	var wanted request
	if err := json.NewDecoder(os.Stdin).Decode(&wanted); err != nil {
		return fmt.Errorf("can't read the request: %w", err)
	}
	if err := os.MkdirAll(wanted.Folder, 0o700); err != nil {
		return err
	}
	made := map[string]pair{}
	written := []string{}
	for _, each := range wanted.Certificates {
		issuer, known := made[each.Issuer]
		if each.Issuer != "" && !known {
			return fmt.Errorf("%s: its issuer %s must come before it", each.Name, each.Issuer)
		}
		// A leaf of a new authority is worthless, however valid it looks.
		if found, err := load(wanted.Folder, each); err == nil && !issuer.fresh && fits(found, each, issuer) {
			made[each.Name] = found
			continue
		}
		created, err := create(wanted.Folder, each, issuer)
		if err != nil {
			return fmt.Errorf("%s: %w", each.Name, err)
		}
		made[each.Name] = created
		written = append(written, each.Name)
	}
	for _, name := range wanted.Keys {
		path := filepath.Join(wanted.Folder, name)
		if _, err := os.Stat(path + ".key"); err == nil {
			continue
		}
		if err := createKey(path); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		written = append(written, name)
	}
	return json.NewEncoder(os.Stdout).Encode(map[string][]string{"written": written})
}

func load(folder string, wanted certificate) (pair, error) {
	certificateText, err := os.ReadFile(filepath.Join(folder, wanted.Name+".crt"))
	if err != nil {
		return pair{}, err
	}
	keyText, err := os.ReadFile(filepath.Join(folder, wanted.Name+".key"))
	if err != nil {
		return pair{}, err
	}
	certificateBlock, _ := pem.Decode(certificateText)
	keyBlock, _ := pem.Decode(keyText)
	if certificateBlock == nil || keyBlock == nil {
		return pair{}, errors.New("not PEM")
	}
	parsed, err := x509.ParseCertificate(certificateBlock.Bytes)
	if err != nil {
		return pair{}, err
	}
	key, err := x509.ParseECPrivateKey(keyBlock.Bytes)
	if err != nil {
		return pair{}, err
	}
	return pair{certificate: parsed, key: key}, nil
}

// fits says whether a certificate that was found is still the wanted one.
func fits(found pair, wanted certificate, issuer pair) bool {
	subject := found.certificate.Subject
	if time.Until(found.certificate.NotAfter) < renewBefore || subject.CommonName != wanted.CommonName {
		return false
	}
	if !found.key.PublicKey.Equal(found.certificate.PublicKey) {
		return false
	}
	if issuer.certificate != nil && found.certificate.CheckSignatureFrom(issuer.certificate) != nil {
		return false
	}
	hosts := slices.Clone(found.certificate.DNSNames)
	for _, address := range found.certificate.IPAddresses {
		hosts = append(hosts, address.String())
	}
	return same(hosts, wanted.Hosts) && same(subject.Organization, wanted.Organizations)
}

func same(left, right []string) bool {
	left, right = slices.Clone(left), slices.Clone(right)
	slices.Sort(left)
	slices.Sort(right)
	return slices.Equal(left, right)
}

func create(folder string, wanted certificate, issuer pair) (pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 126))
	if err != nil {
		return pair{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: wanted.CommonName, Organization: wanted.Organizations},
		// Clocks of virtual machines step back; a certificate from the future stops everything.
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(leafLife),
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	for _, host := range wanted.Hosts {
		if address := net.ParseIP(host); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	if len(wanted.Hosts) > 0 {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	parent, signer := issuer.certificate, issuer.key
	if wanted.Issuer == "" {
		template.IsCA = true
		template.NotAfter = time.Now().Add(authorityLife)
		template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature
		template.ExtKeyUsage = nil
		parent, signer = template, key
	}
	encoded, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		return pair{}, err
	}
	path := filepath.Join(folder, wanted.Name)
	if err := writeKey(path+".key", key); err != nil {
		return pair{}, err
	}
	if err := writePEM(path+".crt", "CERTIFICATE", encoded, 0o644); err != nil {
		return pair{}, err
	}
	parsed, err := x509.ParseCertificate(encoded)
	return pair{certificate: parsed, key: key, fresh: true}, err
}

func createKey(path string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	if err := writePEM(path+".pub", "PUBLIC KEY", public, 0o644); err != nil {
		return err
	}
	return writeKey(path+".key", key)
}

func writeKey(path string, key *ecdsa.PrivateKey) error {
	encoded, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	return writePEM(path, "EC PRIVATE KEY", encoded, 0o600)
}

// writePEM replaces a file in one step, so that a crash leaves the old or the new one.
func writePEM(path, kind string, data []byte, mode os.FileMode) error {
	temporary := path + ".new"
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data})
	if err := os.WriteFile(temporary, text, mode); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
