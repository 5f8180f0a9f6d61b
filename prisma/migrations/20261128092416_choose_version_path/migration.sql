-- AlterTable
ALTER TABLE "Upgrade" ADD COLUMN     "pathReason" TEXT;
