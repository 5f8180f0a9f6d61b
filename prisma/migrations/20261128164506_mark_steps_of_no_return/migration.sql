-- AlterTable
ALTER TABLE "Step" ADD COLUMN     "pointOfNoReturn" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "retiresOld" BOOLEAN NOT NULL DEFAULT false;
